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

CREATE OR REPLACE FUNCTION indicators_begin_rebuild() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  one record;
BEGIN
  EXECUTE 'TRUNCATE ' || array_to_string(indicators_rebuilt_tables(), ', ');
  FOR one IN
    SELECT t.relname AS table_name, c.relname AS index_name, k.conname, CASE WHEN k.conname IS NULL
      THEN pg_get_indexdef(i.indexrelid)
      ELSE format('ALTER TABLE %I ADD CONSTRAINT %I %s', t.relname, k.conname, pg_get_constraintdef(k.oid)) END AS definition
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
      LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid
    WHERE t.relnamespace = 'public'::regnamespace AND t.relname = ANY (indicators_rebuilt_tables())
  LOOP
    INSERT INTO indicators_index_away VALUES (one.table_name, one.index_name, one.definition);
    IF one.conname IS NULL THEN EXECUTE format('DROP INDEX %I', one.index_name);
    ELSE EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', one.table_name, one.conname);
    END IF;
  END LOOP;
END $$;
