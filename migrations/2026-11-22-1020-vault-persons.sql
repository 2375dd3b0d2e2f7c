-- Persons and their sealed values. Nothing here can be read without the master key, and nothing of one person once the
-- person's own key is erased.
CREATE TABLE vault_person (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('citizen', 'organisation')),
  wrapped_key bytea NULL CHECK (octet_length(wrapped_key) = 61),
  identity_index bytea NULL UNIQUE CHECK (octet_length(identity_index) = 16),
  created_at timestamptz NOT NULL DEFAULT platform_now(),
  erased_at timestamptz NULL,
  CONSTRAINT vault_person_erased_has_no_key CHECK ((wrapped_key IS NULL) = (erased_at IS NOT NULL)),
  CONSTRAINT vault_person_erased_is_not_found CHECK (erased_at IS NULL OR identity_index IS NULL)
);
COMMENT ON TABLE vault_person IS 'A citizen or an organisation; its values are sealed under its own key, which can be erased';
COMMENT ON COLUMN vault_person.wrapped_key IS 'The person''s AES-256 key, wrapped by the master key; null once erased';
COMMENT ON COLUMN vault_person.identity_index IS 'Blind index of the identity number (citizen) or tax code (organisation); null when unknown or erased';

CREATE TABLE vault_sealed_value (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES vault_person (id),
  kind text NOT NULL CHECK (kind ~ '^[a-z][a-z_]{0,29}$'),
  sealed bytea NOT NULL CHECK (octet_length(sealed) BETWEEN 44 AND 4194304),
  commitment bytea NOT NULL CHECK (octet_length(commitment) = 32),
  created_at timestamptz NOT NULL DEFAULT platform_now()
);
CREATE INDEX vault_sealed_value_latest ON vault_sealed_value (person_id, kind, created_at DESC, id DESC);
COMMENT ON TABLE vault_sealed_value IS 'A personal value under its person''s key; append-only: a change is a new row';
COMMENT ON COLUMN vault_sealed_value.sealed IS 'AES-256-GCM: nonce 12, ciphertext of salt 16 and UTF-8 text, tag 16; bound to person, kind and id';
COMMENT ON COLUMN vault_sealed_value.commitment IS 'SHA-256(salt || text): what the ledger holds; the salt is sealed with the text';

-- An erased key must stay erased, whoever asks.
CREATE FUNCTION vault_person_stays_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'person % is erased', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER vault_person_stays_erased BEFORE UPDATE ON vault_person
FOR EACH ROW WHEN (OLD.erased_at IS NOT NULL) EXECUTE FUNCTION vault_person_stays_erased();

GRANT SELECT, INSERT, UPDATE (wrapped_key, identity_index, erased_at) ON vault_person TO motcua_app;
GRANT SELECT, INSERT ON vault_sealed_value TO motcua_app;
