-- Petitions: what is closed because whoever wrote did not answer, the clock that goes on while they are asked late, words for the officers'
-- search, and dossiers whose points a complaint has taken.

ALTER TABLE petitions_petition DROP CONSTRAINT petitions_petition_state_check;
ALTER TABLE petitions_petition ADD CONSTRAINT petitions_petition_state_check CHECK (
  state IN ('received', 'processing', 'waiting', 'drafted', 'approved', 'published', 'refused', 'merged', 'lapsed'));

-- A petition that waits has no time of its step, unless it was asked too late for the clock to stop.
CREATE INDEX petitions_petition_running ON petitions_petition (stage_due_at)
  WHERE stage_due_at IS NOT NULL AND state IN ('received', 'processing', 'waiting', 'drafted', 'approved');
DROP INDEX petitions_petition_due;

CREATE TABLE petitions_desk_word (
  token bytea NOT NULL CHECK (octet_length(token) = 8),
  received_at timestamptz(3) NOT NULL,
  petition_id uuid NOT NULL REFERENCES petitions_petition (id),
  PRIMARY KEY (token, received_at, petition_id)
);
COMMENT ON TABLE petitions_desk_word IS 'Words of petitions for the search of the officers in charge';
COMMENT ON COLUMN petitions_desk_word.token IS 'Keyed fingerprint of agency and word: no word is read out of it, and the same word of two agencies differs';
CREATE INDEX petitions_desk_word_of ON petitions_desk_word (petition_id);

ALTER TABLE petitions_petition ADD COLUMN has_words boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN petitions_petition.has_words IS 'Its words stand in petitions_desk_word; those from before are put there by the job';
CREATE INDEX petitions_petition_wordless ON petitions_petition (id) WHERE NOT has_words;

CREATE TABLE petitions_judged_dossier (
  dossier_index bytea PRIMARY KEY CHECK (octet_length(dossier_index) = 16)
);
COMMENT ON TABLE petitions_judged_dossier IS 'Keyed fingerprints of dossiers whose points for time were taken by a complaint found true: taken once';

GRANT SELECT, INSERT, DELETE ON petitions_desk_word TO motcua_app;
GRANT SELECT, INSERT ON petitions_judged_dossier TO motcua_app;
