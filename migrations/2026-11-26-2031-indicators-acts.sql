-- Acts of officers that the detectors of anomalies look at. Made from the ledger like every table of the figures.

CREATE TABLE indicators_act (
  position bigint PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('supplement', 'extended', 'resolved', 'returned', 'step')),
  dossier_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  user_id uuid,
  at timestamptz(3) NOT NULL,
  against_at timestamptz(3),
  awaited integer,
  step text,
  minutes integer,
  off_hours boolean NOT NULL
);
COMMENT ON TABLE indicators_act IS 'An entry by an officer that a detector of anomalies looks at (anomalies/act.ts), by the agency whose hours and figures it is';
COMMENT ON COLUMN indicators_act.user_id IS 'The account that made the entry; null for one that the system made';
COMMENT ON COLUMN indicators_act.against_at IS 'What it is held against: the due date that stood (supplement, extended); when the last opinion came, or was due while one had not come (resolved)';
COMMENT ON COLUMN indicators_act.awaited IS 'resolved: opinions that had been asked for and had not come';
COMMENT ON COLUMN indicators_act.minutes IS 'step: working time at the step that was left';
COMMENT ON COLUMN indicators_act.off_hours IS 'resolved, returned: entered outside of the working hours of the agency';
CREATE INDEX indicators_act_found ON indicators_act (kind, agency_id, at);
CREATE INDEX indicators_dossier_refused ON indicators_dossier (agency_id, ended_at) WHERE ending = 'refused';

GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON indicators_act TO motcua_app;

-- What was followed before holds no acts: the follower begins again, with the same counts.
TRUNCATE indicators_dossier, indicators_day, indicators_half, indicators_step, indicators_reversal;
UPDATE ledger_consumer SET position = 0 WHERE name = 'indicators';
