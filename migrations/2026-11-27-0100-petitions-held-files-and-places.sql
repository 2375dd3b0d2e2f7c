-- Petitions: files that wait for a form to be put right, the commune where it happened, and what an account keeps of its own petitions.

CREATE TABLE petitions_held_file (
  token_index bytea PRIMARY KEY CHECK (octet_length(token_index) = 16),
  sender_index bytea NOT NULL CHECK (octet_length(sender_index) = 16),
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  size bigint NOT NULL CHECK (size > 0),
  media_type text NOT NULL,
  page_count integer,
  is_new boolean NOT NULL,
  held_at timestamptz(3) NOT NULL DEFAULT platform_now()
);
COMMENT ON TABLE petitions_held_file IS 'Files sent with a form that was not taken yet: found again by a token that only that form holds; cleared after a day';
COMMENT ON COLUMN petitions_held_file.token_index IS 'Keyed fingerprint of the token, the form''s command and the account: known to no other form';
COMMENT ON COLUMN petitions_held_file.sender_index IS 'Keyed fingerprint of the address or account, for the limit of an hour';
COMMENT ON COLUMN petitions_held_file.page_count IS 'Null for what has no fixed pages';
COMMENT ON COLUMN petitions_held_file.is_new IS 'The store had no such content before: it may be taken out again when the form never comes back';
CREATE INDEX petitions_held_file_by ON petitions_held_file (sender_index, held_at);
CREATE INDEX petitions_held_file_at ON petitions_held_file (held_at);
CREATE INDEX petitions_held_file_content ON petitions_held_file (hash);
CREATE INDEX petitions_file_content ON petitions_file (hash);

ALTER TABLE petitions_petition ADD COLUMN commune_code text CHECK (commune_code ~ '^[0-9]{5}$');
COMMENT ON COLUMN petitions_petition.commune_code IS 'Official code of the commune where it happened, where whoever wrote said so; the spot itself is sealed';
CREATE INDEX petitions_petition_of_commune ON petitions_petition (commune_code, received_at DESC, id DESC) WHERE commune_code IS NOT NULL;

ALTER TABLE petitions_published ADD COLUMN commune_code text CHECK (commune_code ~ '^[0-9]{5}$');
COMMENT ON COLUMN petitions_published.commune_code IS 'For counting by commune alone: told from five on';
CREATE INDEX petitions_published_communes ON petitions_published (published_at, commune_code) WHERE commune_code IS NOT NULL;

-- Who was logged in stood beside the petition and joined two of one person: now only the person's own sealed list knows (decision 0039).
ALTER TABLE petitions_petition DROP COLUMN account_user_id;
ALTER TABLE petitions_sending DROP COLUMN petition_id;

CREATE TABLE petitions_own_list (
  person_id uuid PRIMARY KEY REFERENCES vault_person (id),
  sealed bytea NOT NULL,
  commitment bytea NOT NULL CHECK (octet_length(commitment) = 32)
);
COMMENT ON TABLE petitions_own_list IS 'Which petitions a person keeps in the account: one list sealed under the person''s own key, filled up to a round length; no time in it';

GRANT SELECT, INSERT, DELETE ON petitions_held_file TO motcua_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON petitions_own_list TO motcua_app;
