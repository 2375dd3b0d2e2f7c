-- What a national registry answered about a person, kept for a day: the page that shows it and the dossier that refers to it must not
-- ask twice (NĐ 224/2026 Art. 18.4). A dossier seals what it used under its applicant's key; these rows go.
CREATE TABLE vault_registry_answer (
  id uuid PRIMARY KEY,
  identity_index bytea NOT NULL CHECK (octet_length(identity_index) = 16),
  type_code text NOT NULL CHECK (type_code ~ '^[A-Za-z0-9.:/_-]{1,140}$'),
  purpose text NOT NULL CHECK (length(purpose) BETWEEN 1 AND 100),
  user_id uuid NULL,
  agency_id uuid NULL,
  asked_at timestamptz NOT NULL DEFAULT platform_now(),
  wrapped_key bytea NULL,
  sealed bytea NULL,
  commitment bytea NULL,
  CONSTRAINT vault_registry_answer_whole CHECK
    ((wrapped_key IS NULL) = (sealed IS NULL) AND (sealed IS NULL) = (commitment IS NULL))
);
CREATE INDEX vault_registry_answer_of ON vault_registry_answer (identity_index, type_code, asked_at DESC);
CREATE INDEX vault_registry_answer_age ON vault_registry_answer (asked_at);
COMMENT ON TABLE vault_registry_answer IS 'Answers of national registries of the last day, by the blind index of the number asked about; deleted when older';
COMMENT ON COLUMN vault_registry_answer.sealed IS 'Sealed JSON of one answer, under a key of its own; null when the registry holds nothing of this type';
COMMENT ON COLUMN vault_registry_answer.purpose IS 'For what it was asked, as the registry logs it: the procedure''s code';
GRANT SELECT, INSERT, DELETE ON vault_registry_answer TO motcua_app;

-- The avoided papers of a day are read by day, agency and kind.
COMMENT ON TABLE vault_paper_reuse IS 'A component that was not asked for because it was held: once a dossier and component, written from the ledger; append-only';
COMMENT ON COLUMN vault_paper_reuse.reused_at IS 'When the dossier''s entry says so';
