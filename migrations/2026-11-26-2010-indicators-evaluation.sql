-- Points by circular 01/2018/TT-VPCP, for agencies and for officers. The facts gain what these points need; what was counted before is
-- thrown away and counted again from the ledger by the follower, or at once by `motcua rebuild-figures`.

TRUNCATE indicators_dossier, indicators_day, indicators_half, indicators_step, indicators_reversal;
UPDATE ledger_consumer SET position = 0 WHERE name = 'indicators';

ALTER TABLE indicators_dossier
  ADD COLUMN step_allotted integer NOT NULL DEFAULT 0,
  ADD COLUMN stay_minutes integer NOT NULL DEFAULT 0,
  ADD COLUMN stay_allotted integer NOT NULL DEFAULT 0,
  ADD COLUMN worked_by jsonb NOT NULL DEFAULT '[]';
COMMENT ON COLUMN indicators_dossier.stay_minutes IS 'Working minutes at the steps before this one in the same stay with the agency';
COMMENT ON COLUMN indicators_dossier.worked_by IS 'Accounts of the officers who moved it, in the order in which they did first';

CREATE TABLE indicators_evaluation (
  agency_id uuid NOT NULL,
  user_id uuid NOT NULL,
  half smallint NOT NULL,
  procedure_code text NOT NULL,
  item smallint NOT NULL,
  cases bigint NOT NULL,
  points bigint NOT NULL,
  PRIMARY KEY (agency_id, user_id, half, procedure_code, item)
);
COMMENT ON TABLE indicators_evaluation IS 'Points of TT 01/2018/TT-VPCP Art. 12 and how many got points (facts/book-evaluation.ts), by half month';
COMMENT ON COLUMN indicators_evaluation.user_id IS 'Account of the officer who worked on the dossier; all zeros: the agency and all below it, each dossier once';
COMMENT ON COLUMN indicators_evaluation.procedure_code IS 'Empty in the rows of officers';
CREATE INDEX indicators_evaluation_of_officer ON indicators_evaluation (user_id, half)
  WHERE user_id <> '00000000-0000-0000-0000-000000000000';

GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON indicators_evaluation TO motcua_app;

-- A scheme once published does not change; what a file says otherwise later is a version of its own.
CREATE TABLE indicators_scheme (
  key text NOT NULL CHECK (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  version integer NOT NULL CHECK (version >= 1),
  document jsonb NOT NULL CHECK (jsonb_typeof(document) = 'object'),
  document_hash text NOT NULL CHECK (document_hash ~ '^[0-9a-f]{64}$'),
  published_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  PRIMARY KEY (key, version)
);
COMMENT ON TABLE indicators_scheme IS 'Indices as published (data/indicators): trees of areas, criteria and components with their rules. Never changed';

GRANT SELECT, INSERT ON indicators_scheme TO motcua_app;
