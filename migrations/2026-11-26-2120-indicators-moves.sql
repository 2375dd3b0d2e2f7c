-- How dossiers go from step to step, and the working time at the last step beside the act that ended it.
CREATE TABLE indicators_move (
  agency_id uuid NOT NULL,
  half smallint NOT NULL,
  procedure_code text NOT NULL,
  from_place text NOT NULL,
  to_place text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('forward', 'back', 'corrected')),
  n bigint NOT NULL,
  PRIMARY KEY (agency_id, half, procedure_code, from_place, to_place, kind)
);
COMMENT ON TABLE indicators_move IS 'How many dossiers went from one place to another in a half month (facts/move.ts), by competent agency and all above it. Made from the ledger like every table of the figures';
COMMENT ON COLUMN indicators_move.from_place IS 'Key of a step; waiting, ends and what comes before receipt begin with =';
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON indicators_move TO motcua_app;
COMMENT ON COLUMN indicators_act.minutes IS 'step, resolved: working time at the step that was left';

-- What was followed before holds none of this: the follower begins again, with the same counts.
TRUNCATE indicators_dossier, indicators_day, indicators_half, indicators_total, indicators_step, indicators_evaluation,
  indicators_reversal, indicators_act;
UPDATE ledger_consumer SET position = 0 WHERE name = 'indicators';

CREATE OR REPLACE FUNCTION indicators_rebuilt_tables() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['indicators_dossier', 'indicators_day', 'indicators_half', 'indicators_total', 'indicators_step', 'indicators_move',
    'indicators_evaluation', 'indicators_reversal', 'indicators_act']
$$;
