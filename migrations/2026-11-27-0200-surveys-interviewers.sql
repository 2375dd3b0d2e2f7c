-- Interviewers of a survey: which officer takes how many ballots of which stratum along, where there is no network.

CREATE TABLE surveys_interviewer (
  round_id   uuid NOT NULL REFERENCES surveys_round (id),
  stratum    text NOT NULL,
  officer_id uuid NOT NULL REFERENCES organisation_officer (id),
  ballots    integer NOT NULL CHECK (ballots BETWEEN 1 AND 500),
  taken      integer NOT NULL DEFAULT 0 CHECK (taken BETWEEN 0 AND ballots),
  PRIMARY KEY (round_id, stratum, officer_id),
  FOREIGN KEY (round_id, stratum) REFERENCES surveys_stratum (round_id, stratum)
);
COMMENT ON TABLE surveys_interviewer IS 'Officers whom the survey''s office named to interview, and for how many people of a stratum';
COMMENT ON COLUMN surveys_interviewer.taken IS 'Ballots on the phone of the interviewer or answered there; those given back are not counted';
CREATE INDEX surveys_interviewer_of_officer ON surveys_interviewer (officer_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON surveys_interviewer TO motcua_app;
