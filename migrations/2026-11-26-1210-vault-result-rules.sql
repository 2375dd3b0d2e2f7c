-- What the law says of a procedure's result once it is issued. Data, imported at every start from data/result-rules.yaml.
CREATE TABLE casework_result_rule (
  procedure_code text PRIMARY KEY CHECK (procedure_code ~ '^\d\.\d{6}$'),
  valid_months integer NULL CHECK (valid_months > 0),
  replaces text[] NOT NULL DEFAULT '{}',
  unclaimed_days integer NULL CHECK (unclaimed_days > 0),
  unclaimed_then text NULL CHECK (unclaimed_then IN ('cancel', 'archive')),
  source text NOT NULL,
  unsure boolean NOT NULL,
  CONSTRAINT casework_result_rule_unclaimed CHECK ((unclaimed_days IS NULL) = (unclaimed_then IS NULL))
);
COMMENT ON TABLE casework_result_rule IS 'How long a procedure''s result is valid, which held papers it replaces, what becomes of it unclaimed';
COMMENT ON COLUMN casework_result_rule.replaces IS 'Type codes: a paper of these that the same dossier used is replaced by the new result';
COMMENT ON COLUMN casework_result_rule.unclaimed_days IS 'Calendar days after which a result that nobody fetched is dealt with';
GRANT SELECT, INSERT, UPDATE, DELETE ON casework_result_rule TO motcua_app;

-- The list of results that lie at the counter, oldest first.
CREATE INDEX casework_dossier_unclaimed ON casework_dossier (return_agency_id, finished_at, id) WHERE legal_state = 'resolved';
