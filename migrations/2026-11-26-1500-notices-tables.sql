-- Notices: what applicants and officers are told, by which channel, what became of it, and who must be called instead.
-- Nothing personal stands here in clear: the values filled into a text, addresses of devices and notes are sealed in the vault.

CREATE TABLE notices_template (
  key text NOT NULL CHECK (key ~ '^[a-z][a-z_]{1,39}$'),
  version integer NOT NULL CHECK (version >= 1),
  texts jsonb NOT NULL,
  source_hash text CHECK (source_hash ~ '^[0-9a-f]{64}$'),
  author_id uuid,
  created_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  PRIMARY KEY (key, version),
  CHECK ((source_hash IS NULL) = (author_id IS NOT NULL))
);
COMMENT ON TABLE notices_template IS 'Texts of notices in both languages, every version; the highest is in force. Append-only';
COMMENT ON COLUMN notices_template.source_hash IS 'Set for a version that came from data/notices; such a file never overrides a text that somebody edited';

CREATE TABLE notices_preference (
  person_id uuid PRIMARY KEY REFERENCES vault_person (id),
  channels text[] NOT NULL CHECK (channels <@ ARRAY['email', 'sms', 'zalo', 'push']),
  locale text NOT NULL CHECK (locale IN ('vi', 'en')),
  quiet_from integer CHECK (quiet_from BETWEEN 0 AND 1439),
  quiet_to integer CHECK (quiet_to BETWEEN 0 AND 1439),
  changed_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
);
COMMENT ON TABLE notices_preference IS 'How a person wants to be told. Who has no row has the defaults of delivery.ts';
COMMENT ON COLUMN notices_preference.quiet_from IS 'Minutes after midnight in Viet Nam from which nothing rings; null: no quiet hours';

CREATE TABLE notices_notice (
  id uuid PRIMARY KEY,
  once_key text NOT NULL UNIQUE CHECK (length(once_key) BETWEEN 3 AND 200),
  kind text NOT NULL,
  template_version integer NOT NULL,
  locale text NOT NULL CHECK (locale IN ('vi', 'en')),
  person_id uuid REFERENCES vault_person (id),
  officer_id uuid REFERENCES organisation_officer (id),
  dossier_id uuid REFERENCES casework_dossier (id),
  agency_id uuid NOT NULL REFERENCES organisation_agency (id),
  facts_value_id uuid REFERENCES vault_sealed_value (id),
  facts jsonb,
  happened_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  read_at timestamptz(3),
  FOREIGN KEY (kind, template_version) REFERENCES notices_template (key, version),
  CHECK ((person_id IS NULL) <> (officer_id IS NULL)),
  CHECK ((person_id IS NULL) = (facts_value_id IS NULL)),
  CHECK ((officer_id IS NULL) = (facts IS NULL))
);
COMMENT ON TABLE notices_notice IS 'One notice to one person or officer about one thing; once_key names the thing, so that it is told once whatever crashes';
COMMENT ON COLUMN notices_notice.agency_id IS 'Whose desk looks after it: the receiving unit of the dossier, or the officer''s agency';
COMMENT ON COLUMN notices_notice.facts_value_id IS 'The values filled into the text, sealed under the person''s key';
COMMENT ON COLUMN notices_notice.facts IS 'The same for an officer: codes, names of procedures and dates, nobody''s person';
CREATE INDEX notices_notice_of_person ON notices_notice (person_id, created_at DESC, id DESC) WHERE person_id IS NOT NULL;
CREATE INDEX notices_notice_unread_person ON notices_notice (person_id) WHERE read_at IS NULL AND person_id IS NOT NULL;
CREATE INDEX notices_notice_of_officer ON notices_notice (officer_id, created_at DESC, id DESC) WHERE officer_id IS NOT NULL;
CREATE INDEX notices_notice_unread_officer ON notices_notice (officer_id) WHERE read_at IS NULL AND officer_id IS NOT NULL;
CREATE INDEX notices_notice_of_agency ON notices_notice (agency_id, created_at DESC, id DESC) WHERE person_id IS NOT NULL;

CREATE TABLE notices_delivery (
  id uuid PRIMARY KEY,
  notice_id uuid NOT NULL REFERENCES notices_notice (id),
  channel text NOT NULL CHECK (channel IN ('account', 'email', 'sms', 'zalo', 'push')),
  state text NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'delivered', 'failed', 'bounced', 'no_address')),
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  next_at timestamptz(3),
  check_at timestamptz(3),
  reference text CHECK (length(reference) <= 200),
  code text CHECK (length(code) <= 60),
  changed_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  UNIQUE (notice_id, channel),
  CHECK ((state IN ('waiting', 'sending')) = (next_at IS NOT NULL)),
  CHECK (check_at IS NULL OR state = 'sent')
);
COMMENT ON TABLE notices_delivery IS 'A notice on one channel. `sending` with its next_at in the future: taken by a worker; when that one dies it is due again';
COMMENT ON COLUMN notices_delivery.code IS 'What the gateway answered last, as a code; never an address';
CREATE INDEX notices_delivery_due ON notices_delivery (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX notices_delivery_check ON notices_delivery (check_at) WHERE check_at IS NOT NULL;

CREATE TABLE notices_attempt (
  delivery_id uuid NOT NULL REFERENCES notices_delivery (id),
  attempt integer NOT NULL CHECK (attempt >= 1),
  outcome text NOT NULL CHECK (outcome IN ('sent', 'deferred', 'bounced', 'no_address')),
  code text CHECK (length(code) <= 60),
  at timestamptz(3) NOT NULL DEFAULT platform_now(),
  PRIMARY KEY (delivery_id, attempt)
);
COMMENT ON TABLE notices_attempt IS 'Every attempt to deliver, as it ended. Append-only';

CREATE TABLE notices_call (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES vault_person (id),
  dossier_id uuid NOT NULL REFERENCES casework_dossier (id),
  agency_id uuid NOT NULL REFERENCES organisation_agency (id),
  notice_id uuid NOT NULL REFERENCES notices_notice (id),
  notices integer NOT NULL DEFAULT 1 CHECK (notices >= 1),
  opened_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  done_at timestamptz(3),
  done_by uuid,
  note_value_id uuid REFERENCES vault_sealed_value (id),
  CHECK ((done_at IS NULL) = (done_by IS NULL)),
  CHECK ((done_at IS NULL) = (note_value_id IS NULL))
);
COMMENT ON TABLE notices_call IS 'Somebody whom no channel reached: the one-stop desk calls them. notice_id is the last notice that did not arrive';
CREATE UNIQUE INDEX notices_call_open ON notices_call (dossier_id, person_id) WHERE done_at IS NULL;
CREATE INDEX notices_call_of_agency ON notices_call (agency_id, opened_at, id) WHERE done_at IS NULL;

CREATE TABLE notices_device (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES vault_person (id),
  endpoint_index bytea NOT NULL UNIQUE CHECK (octet_length(endpoint_index) = 16),
  subscription_value_id uuid NOT NULL REFERENCES vault_sealed_value (id),
  added_at timestamptz(3) NOT NULL DEFAULT platform_now()
);
COMMENT ON TABLE notices_device IS 'A browser that shows notices (web push); its address and keys are sealed';
CREATE INDEX notices_device_of_person ON notices_device (person_id);

CREATE TABLE notices_rung (
  dossier_id uuid NOT NULL REFERENCES casework_dossier (id),
  subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 60),
  due_at timestamptz(3) NOT NULL,
  rung text NOT NULL CHECK (rung IN ('officer', 'head', 'leader', 'apology')),
  taken_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  told integer NOT NULL CHECK (told >= 0),
  PRIMARY KEY (dossier_id, subject, due_at, rung)
);
COMMENT ON TABLE notices_rung IS 'Each rung of the reminder ladder that was taken, once for a piece of work and its due instant; told 0: it had passed long before it was seen';

GRANT SELECT, INSERT ON notices_template, notices_attempt, notices_rung TO motcua_app;
GRANT SELECT, INSERT, UPDATE ON notices_preference, notices_delivery, notices_call TO motcua_app;
GRANT SELECT, INSERT, UPDATE (read_at) ON notices_notice TO motcua_app;
GRANT SELECT, INSERT, DELETE ON notices_device TO motcua_app;
