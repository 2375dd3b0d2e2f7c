-- Casework: the current state of each dossier beside its history in the ledger, and what lists and figures need.

CREATE TABLE casework_dossier (
  id uuid PRIMARY KEY,
  version integer NOT NULL CHECK (version >= 1),
  head_hash bytea NOT NULL CHECK (octet_length(head_hash) = 32),
  code text UNIQUE CHECK (code = upper(code) AND length(code) <= 60),
  legal_state text NOT NULL CHECK (legal_state IN ('submitted', 'intake_supplement', 'refused', 'accepted', 'in_process',
    'supplement_requested', 'payment_requested', 'suspended', 'withdrawn', 'stopped', 'resolved', 'returned')),
  money_state text NOT NULL CHECK (money_state IN ('none', 'due', 'paid', 'refunded', 'exempt')),
  custody_state text NOT NULL CHECK (custody_state IN ('none', 'counter', 'agency', 'post', 'applicant')),
  synchronisation_state text NOT NULL DEFAULT 'pending' CHECK (synchronisation_state IN ('pending', 'acknowledged', 'failed')),
  channel text NOT NULL CHECK (channel IN ('online', 'counter', 'post')),
  procedure_version_id uuid NOT NULL,
  procedure_code text NOT NULL,
  applicant_id uuid NOT NULL,
  submitter_id uuid,
  identity_tail_index bytea CHECK (octet_length(identity_tail_index) = 16),
  intake_agency_id uuid NOT NULL,
  competent_agency_id uuid NOT NULL,
  processing_agency_id uuid NOT NULL,
  return_agency_id uuid NOT NULL,
  submitted_at timestamptz(3) NOT NULL,
  accepted_at timestamptz(3),
  first_due_at timestamptz(3),
  due_at timestamptz(3),
  finished_at timestamptz(3),
  returned_at timestamptz(3),
  punctuality text CHECK (punctuality IN ('early', 'on_time', 'late')),
  verification_code text UNIQUE,
  late_counted boolean NOT NULL DEFAULT false,
  state jsonb NOT NULL,
  CHECK ((code IS NULL) = (accepted_at IS NULL)),
  CHECK (punctuality IS NULL OR finished_at IS NOT NULL)
);
COMMENT ON TABLE casework_dossier IS 'Current state of each dossier, computed from its events in ledger_event (stream_id = id); never changed except with them';
COMMENT ON COLUMN casework_dossier.state IS 'DossierState (src/modules/casework/dossier.ts): everything later decisions need';
COMMENT ON COLUMN casework_dossier.identity_tail_index IS 'Blind index of the last four digits of the applicant''s number under the dossier''s id: for following by code without an account';
COMMENT ON COLUMN casework_dossier.punctuality IS 'How the result stood to the due date when the dossier was resolved; null for dossiers that ended otherwise';
COMMENT ON COLUMN casework_dossier.late_counted IS 'The open dossier has been counted as late in casework_tally';
CREATE INDEX casework_dossier_applicant ON casework_dossier (applicant_id, submitted_at DESC, id DESC);
CREATE INDEX casework_dossier_submitter ON casework_dossier (submitter_id, submitted_at DESC, id DESC) WHERE submitter_id IS NOT NULL;
CREATE INDEX casework_dossier_open_due ON casework_dossier (competent_agency_id, due_at, id)
  WHERE legal_state IN ('accepted', 'in_process', 'supplement_requested', 'payment_requested', 'suspended');
CREATE INDEX casework_dossier_becoming_late ON casework_dossier (due_at)
  WHERE NOT late_counted AND legal_state IN ('accepted', 'in_process', 'supplement_requested', 'payment_requested', 'suspended');
CREATE INDEX casework_dossier_accepted ON casework_dossier (competent_agency_id, accepted_at DESC, id DESC) WHERE accepted_at IS NOT NULL;
CREATE INDEX casework_dossier_finished ON casework_dossier (competent_agency_id, punctuality, finished_at DESC, id DESC) WHERE finished_at IS NOT NULL;
CREATE INDEX casework_dossier_intake ON casework_dossier (intake_agency_id, submitted_at DESC, id DESC);

CREATE TABLE casework_task (
  dossier_id uuid NOT NULL REFERENCES casework_dossier (id),
  task_key text NOT NULL CHECK (task_key <> ''),
  kind text NOT NULL CHECK (kind IN ('reception', 'step', 'opinion', 'return')),
  agency_id uuid NOT NULL,
  role text NOT NULL CHECK (role IN ('receptionist', 'handler', 'reviewer', 'approver')),
  assignee_id uuid,
  step_key text,
  procedure_code text NOT NULL,
  due_at timestamptz(3) NOT NULL,
  waiting text CHECK (waiting IN ('applicant', 'payment', 'external')),
  entered_at timestamptz(3) NOT NULL,
  PRIMARY KEY (dossier_id, task_key)
);
COMMENT ON TABLE casework_task IS 'What waits on somebody''s desk now: the reception, the current step, the opinions asked, the result to be returned. Rows go when the work is done';
COMMENT ON COLUMN casework_task.task_key IS '''main'', or the id of the opinion asked';
COMMENT ON COLUMN casework_task.due_at IS 'When this piece of work is due; infinity when nothing runs (waiting, or a result waiting to be fetched)';
CREATE INDEX casework_task_mine ON casework_task (assignee_id, due_at, dossier_id, task_key) WHERE assignee_id IS NOT NULL;
CREATE INDEX casework_task_desk ON casework_task (agency_id, role, due_at, dossier_id, task_key);
CREATE INDEX casework_task_unassigned ON casework_task (agency_id, role, due_at, dossier_id, task_key) WHERE assignee_id IS NULL;

CREATE TABLE casework_serial (
  agency_id uuid NOT NULL,
  on_date date NOT NULL,
  last_serial integer NOT NULL CHECK (last_serial BETWEEN 1 AND 9999),
  PRIMARY KEY (agency_id, on_date)
);
COMMENT ON TABLE casework_serial IS 'Last serial given by a receiving unit on a day; taken in the accepting transaction (TT 01/2018 Art. 19). 9999 a day is the most: the next fails loudly';

CREATE TABLE casework_search (
  agency_id uuid NOT NULL,
  token bytea NOT NULL CHECK (octet_length(token) = 16),
  submitted_at timestamptz(3) NOT NULL,
  dossier_id uuid NOT NULL,
  PRIMARY KEY (agency_id, token, submitted_at, dossier_id)
);
COMMENT ON TABLE casework_search IS 'Blind indexes (names, identity number) by which officers of an office find dossiers; agency_id is the office below the province, or the province itself';

CREATE TABLE casework_tally (
  agency_id uuid NOT NULL,
  procedure_code text NOT NULL,
  month date NOT NULL,
  measure text NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (agency_id, month, measure, procedure_code)
);
COMMENT ON TABLE casework_tally IS 'Counts by competent agency, month of the event and procedure (empty: all procedures). Standing counts (open, waiting, late, to_receive) stand in the month 0001-01-01';

CREATE TABLE casework_tally_delta (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  agency_id uuid NOT NULL,
  procedure_code text NOT NULL,
  month date NOT NULL,
  measure text NOT NULL,
  delta integer NOT NULL
);
COMMENT ON TABLE casework_tally_delta IS 'Changes of casework_tally not folded in yet: each transaction adds rows instead of fighting over one counter. The truth is the sum of both';

CREATE TABLE casework_apology (
  id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL REFERENCES casework_dossier (id),
  dossier_code text NOT NULL,
  procedure_code text NOT NULL,
  agency_id uuid NOT NULL,
  reason text NOT NULL CHECK (length(reason) BETWEEN 3 AND 2000),
  previous_due_at timestamptz(3) NOT NULL,
  new_due_at timestamptz(3) NOT NULL,
  notice_in_time boolean NOT NULL,
  published_at timestamptz(3) NOT NULL,
  UNIQUE (dossier_id)
);
COMMENT ON TABLE casework_apology IS 'Published apologies for lateness (NĐ 61/2018 Art. 19.9): the reason is written for the public and names nobody';
CREATE INDEX casework_apology_newest ON casework_apology (published_at DESC, id DESC);

CREATE TABLE casework_draft (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL,
  person_id uuid NOT NULL,
  procedure_version_id uuid NOT NULL,
  procedure_code text NOT NULL,
  version integer NOT NULL CHECK (version >= 1),
  sealed bytea,
  started_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  changed_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  dossier_id uuid REFERENCES casework_dossier (id)
);
COMMENT ON TABLE casework_draft IS 'An application being written: everything typed is kept as typed, sealed under the applicant''s key; dossier_id once it was submitted';
CREATE INDEX casework_draft_of_user ON casework_draft (user_id, changed_at DESC) WHERE dossier_id IS NULL;

CREATE TABLE casework_draft_file (
  draft_id uuid NOT NULL REFERENCES casework_draft (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  component_key text NOT NULL,
  file_hash text NOT NULL,
  media_type text NOT NULL,
  size bigint NOT NULL,
  sealed_name bytea NOT NULL,
  added_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  PRIMARY KEY (draft_id, id)
);
COMMENT ON TABLE casework_draft_file IS 'Files of a draft; the display name is sealed, the content lies in the file store by its hash';

GRANT SELECT, INSERT, UPDATE ON casework_dossier, casework_serial, casework_tally TO motcua_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON casework_task, casework_draft, casework_draft_file TO motcua_app;
GRANT SELECT, INSERT, DELETE ON casework_search, casework_tally_delta TO motcua_app;
GRANT SELECT, INSERT ON casework_apology TO motcua_app;
