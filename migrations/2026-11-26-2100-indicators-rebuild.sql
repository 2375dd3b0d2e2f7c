-- Making the figures anew writes every row of their tables: their indexes are taken away before and built at once after, which costs a
-- third of adding each row to them. The application owns no table; these two functions do it for the tables of the figures alone, and only
-- for rows that can be made again from the ledger. Between them, in one transaction, the definitions wait in a table of their own.

CREATE TABLE indicators_index_away (
  table_name text NOT NULL CHECK (table_name ~ '^indicators_[a-z]+$'),
  index_name text NOT NULL,
  definition text NOT NULL CHECK (definition <> ''),
  PRIMARY KEY (table_name, index_name)
);
COMMENT ON TABLE indicators_index_away IS 'Indexes of the tables of the figures while these are made anew; empty to everybody outside of that transaction';

CREATE FUNCTION indicators_rebuilt_tables() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['indicators_dossier', 'indicators_day', 'indicators_half', 'indicators_total', 'indicators_step',
    'indicators_evaluation', 'indicators_reversal', 'indicators_act']
$$;
COMMENT ON FUNCTION indicators_rebuilt_tables IS 'The tables that are made from the ledger alone';

CREATE FUNCTION indicators_begin_rebuild() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
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
COMMENT ON FUNCTION indicators_begin_rebuild IS 'Empties the tables of the figures and takes their indexes away; indicators_index_again must follow for each in the same transaction';

CREATE FUNCTION indicators_index_again(rebuilt text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp SET maintenance_work_mem = '256MB' AS $$
DECLARE
  one record;
BEGIN
  FOR one IN DELETE FROM indicators_index_away WHERE table_name = rebuilt RETURNING definition LOOP
    EXECUTE one.definition;
  END LOOP;
END $$;
COMMENT ON FUNCTION indicators_index_again IS 'Builds the indexes of a table of the figures that indicators_begin_rebuild took away';

CREATE FUNCTION indicators_refuse_index_away() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM indicators_index_away) THEN
    RAISE EXCEPTION 'indicators: a table of the figures would be left without its indexes' USING ERRCODE = 'MC003';
  END IF;
  RETURN NULL;
END $$;

-- Looked at when the transaction ends.
CREATE CONSTRAINT TRIGGER indicators_index_away_left AFTER INSERT ON indicators_index_away
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION indicators_refuse_index_away();

REVOKE ALL ON FUNCTION indicators_begin_rebuild, indicators_index_again FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators_begin_rebuild, indicators_index_again TO motcua_app;
