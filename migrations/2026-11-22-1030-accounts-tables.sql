-- Accounts and sessions (kept by better-auth under these names), wrong attempts, tokens of systems, and the person behind
-- a citizen's account.

CREATE TABLE account_user (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL UNIQUE CHECK (email = lower(email)),
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  username text UNIQUE CHECK (username = lower(username)),
  display_username text,
  kind text NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'system')),
  demo_key text UNIQUE,
  demo_order smallint,
  disabled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT platform_now(),
  updated_at timestamptz NOT NULL DEFAULT platform_now(),
  CHECK (demo_order IS NULL OR demo_key IS NOT NULL)
);
COMMENT ON TABLE account_user IS 'Accounts. name is what the account calls itself; the person behind a citizen''s account stands sealed in the vault';
COMMENT ON COLUMN account_user.demo_key IS 'Set only for demonstration accounts, which may be entered by one click in demonstration mode';
COMMENT ON COLUMN account_user.demo_order IS 'Place in the list of demonstration logins on the login page; null: not listed there';

CREATE TABLE account_session (
  id uuid PRIMARY KEY,
  token text NOT NULL UNIQUE,
  user_id uuid NOT NULL REFERENCES account_user (id) ON DELETE CASCADE,
  expires_at timestamptz NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
COMMENT ON TABLE account_session IS 'Sessions that are open or ran out';
CREATE INDEX account_session_user ON account_session (user_id);
CREATE INDEX account_session_expiry ON account_session (expires_at);

CREATE TABLE account_account (
  id uuid PRIMARY KEY,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  user_id uuid NOT NULL REFERENCES account_user (id) ON DELETE CASCADE,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz NOT NULL DEFAULT platform_now(),
  updated_at timestamptz NOT NULL DEFAULT platform_now(),
  UNIQUE (provider_id, account_id)
);
COMMENT ON TABLE account_account IS 'Ways to prove who one is: the password (provider "credential", scrypt) and outside identities';
CREATE INDEX account_account_user ON account_account (user_id);

CREATE TABLE account_verification (
  id uuid PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
COMMENT ON TABLE account_verification IS 'Short-lived proofs sent to a person';
CREATE INDEX account_verification_identifier ON account_verification (identifier);

CREATE TABLE account_attempt (
  login_name text PRIMARY KEY,
  failures integer NOT NULL CHECK (failures >= 0),
  last_failed_at timestamptz NOT NULL,
  locked_until timestamptz
);
COMMENT ON TABLE account_attempt IS 'Wrong passwords in a row by typed name, whether such an account exists or not; a right one clears the row';

CREATE TABLE account_token (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES account_user (id),
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  name text NOT NULL CHECK (name <> ''),
  agency_id uuid REFERENCES organisation_agency (id),
  scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
  created_at timestamptz NOT NULL DEFAULT platform_now(),
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  last_used_at timestamptz,
  CHECK (expires_at > created_at)
);
COMMENT ON TABLE account_token IS 'Bearer tokens of systems: only the SHA-256 is kept';
CREATE INDEX account_token_user ON account_token (user_id);

CREATE TABLE account_person (
  user_id uuid PRIMARY KEY REFERENCES account_user (id),
  person_id uuid NOT NULL UNIQUE,
  linked_at timestamptz NOT NULL DEFAULT platform_now()
);
COMMENT ON TABLE account_person IS 'The person (kept sealed by the vault, hence no foreign key) that a citizen''s account stands for';

ALTER TABLE organisation_officer ADD CONSTRAINT organisation_officer_account
  FOREIGN KEY (user_id) REFERENCES account_user (id);

GRANT SELECT, INSERT, UPDATE ON account_user, account_account, account_token, account_person TO motcua_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON account_session, account_verification, account_attempt TO motcua_app;
