-- Queue: a centre arranges its own lines, counters and rules. What it published stands in the ledger, one stream a centre;
-- the tables of the queue hold what is in force.

CREATE TABLE queue_plan_stream (
  centre_id uuid PRIMARY KEY REFERENCES organisation_agency (id),
  stream_id uuid NOT NULL UNIQUE,
  version integer NOT NULL CHECK (version >= 0),
  head_hash bytea NOT NULL CHECK (octet_length(head_hash) = 32)
);
COMMENT ON TABLE queue_plan_stream IS 'The head of a centre''s arrangements in the ledger; who locks the row changes them';

CREATE TABLE queue_plan (
  centre_id uuid NOT NULL REFERENCES queue_plan_stream (centre_id),
  version integer NOT NULL CHECK (version >= 1),
  valid_from date NOT NULL,
  content jsonb NOT NULL CHECK (jsonb_typeof(content) = 'object'),
  note text NOT NULL CHECK (length(note) BETWEEN 1 AND 500),
  published_by uuid NOT NULL,
  published_at timestamptz(3) NOT NULL,
  applied_at timestamptz(3),
  withdrawn_at timestamptz(3),
  PRIMARY KEY (centre_id, version),
  CHECK (applied_at IS NULL OR withdrawn_at IS NULL)
);
COMMENT ON TABLE queue_plan IS 'Arrangements that a centre published itself; version is that of the event in its stream. A centre without any has what data/queue says';
COMMENT ON COLUMN queue_plan.valid_from IS 'The day from which it holds, Viet Nam; of two of the same day the later version';
COMMENT ON COLUMN queue_plan.published_by IS 'The account';
COMMENT ON COLUMN queue_plan.applied_at IS 'When it was put into force; null while its day has not come';
CREATE INDEX queue_plan_due ON queue_plan (valid_from) WHERE applied_at IS NULL AND withdrawn_at IS NULL;

ALTER TABLE queue_centre ADD COLUMN group_minutes jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(group_minutes) = 'object');
COMMENT ON COLUMN queue_centre.group_minutes IS 'Head start of single priority groups, in minutes, where it is another than priority_minutes';

GRANT SELECT, INSERT, UPDATE (version, head_hash) ON queue_plan_stream TO motcua_app;
GRANT SELECT, INSERT, UPDATE (applied_at, withdrawn_at) ON queue_plan TO motcua_app;
