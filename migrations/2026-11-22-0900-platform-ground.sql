-- The ground everything stands on: extensions, the clock, and the roles' right to use the schema.
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS ltree;

GRANT USAGE ON SCHEMA public TO motcua_app;

-- The time, in milliseconds, as every fact records it. Only a session that logged in as motcua_simulator may set another
-- clock (`SET LOCAL motcua.simulated_now = '…'`): the setting has no effect for anybody else.
CREATE FUNCTION platform_now() RETURNS timestamptz
LANGUAGE sql VOLATILE PARALLEL RESTRICTED
RETURN date_trunc('milliseconds', CASE
  WHEN session_user = 'motcua_simulator' AND coalesce(current_setting('motcua.simulated_now', true), '') <> ''
    THEN current_setting('motcua.simulated_now', true)::timestamptz
  ELSE clock_timestamp()
END);
COMMENT ON FUNCTION platform_now() IS 'The instant a fact is recorded; a simulated clock only for the login motcua_simulator';
