-- The ledger: what happened, once, in order, for good. A stream (for example one dossier) has events 1, 2, 3, …;
-- each carries the SHA-256 of the one before it. Merkle tree heads stand over all events of all streams.
-- The hash of an event can be recomputed by anyone; the recipe is in decisions/0002-ledger.md.

CREATE TABLE ledger_event (
  -- The sequence must keep CACHE 1: a session that reserved numbers ahead would break the sealed horizon.
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  stream_id uuid NOT NULL,
  version integer NOT NULL CHECK (version >= 1),
  type text NOT NULL CHECK (type ~ '^[A-Za-z][A-Za-z0-9_.-]{0,79}$'),
  payload text NOT NULL CHECK (payload IS JSON OBJECT),
  recorded_at timestamptz(3) NOT NULL,
  actor_id uuid,
  mandate_id uuid,
  agency_id uuid,
  command_id uuid,
  prev_hash bytea NOT NULL CHECK (octet_length(prev_hash) = 32),
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  CONSTRAINT ledger_event_stream_version UNIQUE (stream_id, version)
);

COMMENT ON TABLE ledger_event IS 'Append-only events in chains, one chain a stream. Never changed, never deleted.';
COMMENT ON COLUMN ledger_event.position IS 'Order over all streams. Has gaps (a rolled back transaction), never goes back.';
COMMENT ON COLUMN ledger_event.version IS 'Place in its stream: 1, 2, 3, … without gaps.';
COMMENT ON COLUMN ledger_event.payload IS 'Canonical JSON (sorted keys, no spaces) kept byte for byte as it was hashed. No personal values: references and salted commitments only.';
COMMENT ON COLUMN ledger_event.recorded_at IS 'Database time in the transaction that wrote it; a trigger refuses any other.';
COMMENT ON COLUMN ledger_event.command_id IS 'Made by the client. Only the first event of a command carries it, so that a second press is refused.';
COMMENT ON COLUMN ledger_event.prev_hash IS 'Hash of the event before in the stream; 32 zero bytes for version 1.';

-- command_id first: the look-up by (command, actor) must work for an actor that is null too.
CREATE UNIQUE INDEX ledger_event_command ON ledger_event (command_id, actor_id) NULLS NOT DISTINCT
  WHERE command_id IS NOT NULL;

CREATE FUNCTION ledger_refuse_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger: the time of an entry is the time of its transaction' USING ERRCODE = 'MC001';
END $$;

-- The condition stands in WHEN so that an honest insert calls no function at all.
CREATE TRIGGER ledger_event_time BEFORE INSERT ON ledger_event FOR EACH ROW
  WHEN (session_user <> 'motcua_simulator' AND (
    NEW.recorded_at < date_trunc('milliseconds', transaction_timestamp()) OR NEW.recorded_at > clock_timestamp()))
  EXECUTE FUNCTION ledger_refuse_time();

CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger: % is append-only', TG_TABLE_NAME USING ERRCODE = 'MC002';
END $$;

CREATE TRIGGER ledger_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_event
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

CREATE TABLE ledger_horizon (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  position bigint NOT NULL CHECK (position >= 0)
);
COMMENT ON TABLE ledger_horizon IS 'Up to this position the ledger is final: no transaction in flight can still add an event at or below it.';
INSERT INTO ledger_horizon (position) VALUES (0);

CREATE TABLE ledger_consumer (
  name text PRIMARY KEY CHECK (name <> ''),
  position bigint NOT NULL CHECK (position >= 0)
);
COMMENT ON TABLE ledger_consumer IS 'How far each reader of the ledger has come. Moves in the transaction that did the work.';

CREATE TABLE ledger_tile (
  level smallint NOT NULL CHECK (level >= 0),
  tile_index integer NOT NULL CHECK (tile_index >= 0),
  first_position bigint NOT NULL,
  last_position bigint NOT NULL,
  hashes bytea NOT NULL CHECK (octet_length(hashes) = 8192),
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  PRIMARY KEY (level, tile_index),
  CONSTRAINT ledger_tile_last_position UNIQUE (level, last_position),
  CHECK (first_position <= last_position)
);
COMMENT ON TABLE ledger_tile IS 'Full tiles of the Merkle tree over all events: 256 node hashes each; level 0 holds leaf hashes, level 1 the roots of 256 level-0 tiles, and so on.';
COMMENT ON COLUMN ledger_tile.root IS 'Merkle root of the 256 hashes.';
ALTER TABLE ledger_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

CREATE TABLE ledger_checkpoint (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tree_size bigint NOT NULL UNIQUE CHECK (tree_size >= 1),
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  last_position bigint NOT NULL UNIQUE CHECK (last_position >= 1),
  leaves bytea NOT NULL CHECK (octet_length(leaves) % 32 = 0),
  previous_root bytea CHECK (octet_length(previous_root) = 32),
  made_at timestamptz(3) NOT NULL DEFAULT platform_now()
);
COMMENT ON TABLE ledger_checkpoint IS 'Tree heads (RFC 9162 hashing) over the first tree_size events in order of position.';
COMMENT ON COLUMN ledger_checkpoint.leaves IS 'Leaf hashes of the events that this checkpoint counts first and that stood in no full tile then: lets the verification name the very row.';

CREATE TRIGGER ledger_tile_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_tile
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_checkpoint_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

GRANT SELECT ON ledger_event, ledger_tile, ledger_checkpoint TO motcua_app;
GRANT INSERT (stream_id, version, type, payload, recorded_at, actor_id, mandate_id, agency_id, command_id, prev_hash, hash)
  ON ledger_event TO motcua_app;
GRANT INSERT ON ledger_tile TO motcua_app;
GRANT INSERT (tree_size, root, last_position, leaves, previous_root) ON ledger_checkpoint TO motcua_app;
GRANT SELECT ON SEQUENCE ledger_event_position_seq TO motcua_app;
GRANT SELECT, UPDATE ON ledger_horizon TO motcua_app;
GRANT SELECT, INSERT, UPDATE ON ledger_consumer TO motcua_app;
