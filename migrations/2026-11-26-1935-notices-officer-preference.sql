-- How officers want to be told: within what may be chosen at all (officers/officer-preference.ts).

CREATE TABLE notices_officer_preference (
  officer_id uuid PRIMARY KEY REFERENCES organisation_officer (id),
  mail_kinds text[] NOT NULL CHECK (mail_kinds <@ ARRAY['remind_officer', 'remind_head', 'remind_leader', 'digest']),
  digest boolean NOT NULL,
  digest_minute integer NOT NULL CHECK (digest_minute BETWEEN 300 AND 1020),
  quiet_from integer CHECK (quiet_from BETWEEN 0 AND 1439),
  quiet_to integer CHECK (quiet_to BETWEEN 0 AND 1439),
  changed_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
);
COMMENT ON TABLE notices_officer_preference IS 'How an officer wants to be told. Who has no row has the defaults of officers/officer-preference.ts';
COMMENT ON COLUMN notices_officer_preference.mail_kinds IS 'What also goes by mail. A call for an apology always does and cannot stand here';
COMMENT ON COLUMN notices_officer_preference.digest_minute IS 'Minutes after midnight in Viet Nam from which the digest of a working day goes out';

GRANT SELECT, INSERT, UPDATE ON notices_officer_preference TO motcua_app;
