-- The last event of every survey round and questionnaire, kept beside the ledger: finds one that is gone from the end.
CREATE TABLE surveys_head (
  stream_id uuid PRIMARY KEY,
  version integer NOT NULL CHECK (version >= 1),
  head_hash bytea NOT NULL CHECK (octet_length(head_hash) = 32)
);
COMMENT ON TABLE surveys_head IS 'Head of the stream of a round or a questionnaire in ledger_event, written in the same transaction';
GRANT SELECT, INSERT, UPDATE ON surveys_head TO motcua_app;
