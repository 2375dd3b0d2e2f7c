-- Petitions (phản ánh, kiến nghị; NĐ 20/2008): facts stand in the ledger, here is where each stands now. What was written and who wrote are
-- sealed in the vault under a key of the petition's own; only what an officer edited for the public stands in the clear.

CREATE TABLE petitions_serial (
  year integer PRIMARY KEY,
  last integer NOT NULL CHECK (last >= 1)
);
COMMENT ON TABLE petitions_serial IS 'The last running number given to a petition in a year';

CREATE TABLE petitions_petition (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE,
  follow_index bytea NOT NULL UNIQUE CHECK (octet_length(follow_index) = 16),
  version integer NOT NULL CHECK (version >= 1),
  head_hash bytea NOT NULL CHECK (octet_length(head_hash) = 32),
  state text NOT NULL CHECK (state IN ('received', 'processing', 'waiting', 'drafted', 'approved', 'published', 'refused', 'merged')),
  kind text NOT NULL CHECK (kind IN ('rules', 'conduct', 'dossier', 'other')),
  channel text NOT NULL CHECK (channel IN ('web', 'counter', 'phone', 'letter')),
  agency_id uuid NOT NULL REFERENCES organisation_agency (id),
  officer_user_id uuid,
  about_user_ids uuid[] NOT NULL DEFAULT '{}',
  person_id uuid NOT NULL REFERENCES vault_person (id),
  text_value_id uuid NOT NULL REFERENCES vault_sealed_value (id),
  account_user_id uuid,
  is_anonymous boolean NOT NULL,
  document jsonb NOT NULL,
  likeness integer[] NOT NULL,
  received_at timestamptz(3) NOT NULL,
  stage_due_at timestamptz(3),
  process_due_at timestamptz(3) NOT NULL,
  approved_at timestamptz(3),
  published_at timestamptz(3),
  merged_into uuid REFERENCES petitions_petition (id),
  escalation smallint NOT NULL DEFAULT 0 CHECK (escalation BETWEEN 0 AND 2),
  satisfaction smallint CHECK (satisfaction BETWEEN 1 AND 3),
  reopened smallint NOT NULL DEFAULT 0,
  CHECK ((state = 'merged') = (merged_into IS NOT NULL)),
  CHECK (merged_into <> id)
);
COMMENT ON TABLE petitions_petition IS 'Where each petition stands; what happened to it is in the ledger';
COMMENT ON COLUMN petitions_petition.document IS 'The state as the verbs read it: references, instants and codes, no personal value';
COMMENT ON COLUMN petitions_petition.likeness IS 'Keyed fingerprints of the letter triples of what was written, to find the same petition again without its words';
CREATE INDEX petitions_petition_of_agency ON petitions_petition (agency_id, received_at DESC, id DESC);
CREATE INDEX petitions_petition_open ON petitions_petition (agency_id, received_at DESC, id DESC)
  WHERE state IN ('received', 'processing', 'waiting', 'drafted', 'approved');
CREATE INDEX petitions_petition_due ON petitions_petition (stage_due_at)
  WHERE escalation < 2 AND state IN ('received', 'processing', 'drafted', 'approved');
CREATE INDEX petitions_petition_merged ON petitions_petition (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX petitions_petition_likeness ON petitions_petition USING gin (likeness)
  WHERE state IN ('received', 'processing', 'waiting', 'drafted');

CREATE TABLE petitions_file (
  petition_id uuid NOT NULL REFERENCES petitions_petition (id),
  position smallint NOT NULL,
  hash text NOT NULL REFERENCES platform_file (hash),
  PRIMARY KEY (petition_id, position)
);
COMMENT ON TABLE petitions_file IS 'What was attached to a petition';

CREATE TABLE petitions_sending (
  sender_index bytea NOT NULL CHECK (octet_length(sender_index) = 16),
  sent_at timestamptz(3) NOT NULL,
  petition_id uuid NOT NULL
);
COMMENT ON TABLE petitions_sending IS 'Who sent how much lately (keyed fingerprints of address, telephone and account): for the limits, kept two days';
CREATE INDEX petitions_sending_by ON petitions_sending (sender_index, sent_at DESC);
CREATE INDEX petitions_sending_at ON petitions_sending (sent_at);

CREATE TABLE petitions_look (
  petition_id uuid NOT NULL REFERENCES petitions_petition (id),
  looked_at timestamptz(3) NOT NULL,
  user_id uuid NOT NULL,
  agency_id uuid NOT NULL REFERENCES organisation_agency (id),
  reason text NOT NULL CHECK (reason IN ('call_back', 'verify', 'reply', 'protect'))
);
COMMENT ON TABLE petitions_look IS 'Every look at who wrote a petition (also in the ledger); append-only';
CREATE INDEX petitions_look_of ON petitions_look (petition_id, looked_at);

CREATE TABLE petitions_published (
  petition_id uuid PRIMARY KEY REFERENCES petitions_petition (id),
  kind text NOT NULL,
  agency_id uuid NOT NULL REFERENCES organisation_agency (id),
  title text NOT NULL,
  question text NOT NULL,
  answer text NOT NULL,
  published_at timestamptz(3) NOT NULL
);
COMMENT ON TABLE petitions_published IS 'Petitions and answers as an officer edited them for everybody: without a name';
CREATE INDEX petitions_published_newest ON petitions_published (published_at DESC, petition_id DESC);

CREATE TABLE petitions_word (
  word text NOT NULL,
  published_at timestamptz(3) NOT NULL,
  petition_id uuid NOT NULL REFERENCES petitions_published (petition_id) ON DELETE CASCADE,
  PRIMARY KEY (word, published_at, petition_id)
);
COMMENT ON TABLE petitions_word IS 'Words of published petitions, without diacritics: the newest of a word are one walk along its key';

GRANT SELECT, INSERT, UPDATE ON petitions_serial, petitions_petition TO motcua_app;
GRANT SELECT, INSERT ON petitions_file, petitions_look TO motcua_app;
GRANT SELECT, INSERT, DELETE ON petitions_sending, petitions_word, petitions_published TO motcua_app;
