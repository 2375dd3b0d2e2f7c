-- Money that comes through others: the payment platform, the bank; and money that goes back.

CREATE TABLE money_online_payment (
  reference text PRIMARY KEY CHECK (reference ~ '^[A-Z0-9]{8,40}$'),
  dossier_id uuid NOT NULL REFERENCES casework_dossier (id),
  agency_id uuid NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  charge_ids uuid[] NOT NULL CHECK (cardinality(charge_ids) > 0),
  state text NOT NULL CHECK (state IN ('opening', 'open', 'paid', 'failed', 'expired')),
  transaction_code text CHECK (length(transaction_code) <= 100),
  pay_url text CHECK (length(pay_url) <= 2000),
  bill_url text CHECK (length(bill_url) <= 2000),
  opened_by uuid,
  opened_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  asked_at timestamptz(3),
  trouble text CHECK (length(trouble) <= 200),
  CHECK (state <> 'open' OR pay_url IS NOT NULL)
);
COMMENT ON TABLE money_online_payment IS 'A payment opened at the national payment platform (INIT), by our reference (MaThamChieu)';
COMMENT ON COLUMN money_online_payment.trouble IS 'Why money that came could not be booked (code): to be settled by hand';
CREATE UNIQUE INDEX money_online_payment_one_open ON money_online_payment (dossier_id) WHERE state IN ('opening', 'open');
CREATE INDEX money_online_payment_dossier ON money_online_payment (dossier_id, opened_at DESC);
CREATE INDEX money_online_payment_unpaid ON money_online_payment (opened_at) WHERE state IN ('opening', 'open');
CREATE INDEX money_online_payment_trouble ON money_online_payment (agency_id) WHERE trouble IS NOT NULL;

CREATE TABLE money_platform_message (
  id uuid PRIMARY KEY,
  direction text NOT NULL CHECK (direction IN ('sent', 'received')),
  kind text NOT NULL CHECK (length(kind) <= 40),
  reference text CHECK (length(reference) <= 100),
  body text NOT NULL CHECK (length(body) <= 100000),
  verdict text NOT NULL CHECK (verdict <> '' AND length(verdict) <= 60),
  amount bigint,
  happened_at timestamptz(3) NOT NULL
);
COMMENT ON TABLE money_platform_message IS 'Every message to and from the payment platform as it was, and what was made of it; kept for reconciliation';
CREATE INDEX money_platform_message_reference ON money_platform_message (reference, happened_at);
CREATE INDEX money_platform_message_time ON money_platform_message (happened_at);

CREATE TABLE money_refund (
  id uuid PRIMARY KEY,
  charge_id uuid NOT NULL REFERENCES money_charge (id),
  payment_id uuid NOT NULL REFERENCES money_payment (id),
  dossier_id uuid NOT NULL REFERENCES casework_dossier (id),
  agency_id uuid NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  method text NOT NULL CHECK (method IN ('cash', 'bank')),
  reason jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('asked', 'approved', 'refused', 'paid')),
  asked_by uuid NOT NULL,
  asked_at timestamptz(3) NOT NULL,
  decided_by uuid,
  decided_at timestamptz(3),
  paid_by uuid,
  paid_at timestamptz(3),
  CHECK (decided_by <> asked_by),
  CHECK ((state = 'asked') = (decided_at IS NULL)),
  CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
  CHECK ((state = 'paid') = (paid_at IS NOT NULL))
);
COMMENT ON TABLE money_refund IS 'Money to give back: asked by one officer, decided by another, then paid out';
COMMENT ON COLUMN money_refund.reason IS 'ValueRef: the reason, sealed under the applicant''s key';
CREATE UNIQUE INDEX money_refund_once ON money_refund (charge_id) WHERE state <> 'refused';
CREATE INDEX money_refund_waiting ON money_refund (agency_id, asked_at) WHERE state IN ('asked', 'approved');

CREATE TABLE money_statement (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL,
  file_hash text NOT NULL CHECK (file_hash ~ '^[0-9a-f]{64}$'),
  file_name text NOT NULL CHECK (length(file_name) <= 200),
  layout text NOT NULL,
  encoding text NOT NULL,
  imported_by uuid NOT NULL,
  imported_at timestamptz(3) NOT NULL,
  UNIQUE (agency_id, file_hash)
);
COMMENT ON TABLE money_statement IS 'A bank statement that was read in; the same file once';

CREATE TABLE money_statement_line (
  id uuid PRIMARY KEY,
  statement_id uuid NOT NULL REFERENCES money_statement (id),
  agency_id uuid NOT NULL,
  line_number integer NOT NULL CHECK (line_number >= 1),
  line_hash text NOT NULL CHECK (line_hash ~ '^[0-9a-f]{64}$'),
  booked_on date NOT NULL,
  amount bigint NOT NULL CHECK (amount <> 0),
  purpose text NOT NULL CHECK (length(purpose) <= 1000),
  bank_reference text NOT NULL CHECK (length(bank_reference) <= 100),
  state text NOT NULL CHECK (state IN ('open', 'matched', 'refund', 'settlement', 'other')),
  payment_id uuid REFERENCES money_payment (id),
  refund_id uuid UNIQUE REFERENCES money_refund (id),
  why_open text CHECK (length(why_open) <= 60),
  reason text CHECK (length(reason) BETWEEN 3 AND 2000),
  matched_by uuid,
  matched_at timestamptz(3),
  UNIQUE (agency_id, line_hash),
  CHECK ((state = 'matched') = (payment_id IS NOT NULL)),
  CHECK ((state = 'open') = (matched_at IS NULL)),
  CHECK (refund_id IS NULL OR state = 'refund'),
  CHECK (state <> 'other' OR reason IS NOT NULL),
  CHECK (state <> 'refund' OR refund_id IS NOT NULL OR reason IS NOT NULL)
);
COMMENT ON TABLE money_statement_line IS 'A line of a bank statement: positive came in, negative went out; matched to a payment or waiting for a person';
CREATE INDEX money_statement_line_day ON money_statement_line (agency_id, booked_on);
CREATE INDEX money_statement_line_open ON money_statement_line (agency_id, booked_on) WHERE state = 'open';

GRANT SELECT, INSERT ON money_platform_message, money_statement TO motcua_app;
GRANT SELECT, INSERT, UPDATE (state, transaction_code, pay_url, bill_url, asked_at, trouble) ON money_online_payment TO motcua_app;
GRANT SELECT, INSERT, UPDATE (state, payment_id, refund_id, why_open, reason, matched_by, matched_at) ON money_statement_line TO motcua_app;
GRANT SELECT, INSERT, UPDATE (state, decided_by, decided_at, paid_by, paid_at) ON money_refund TO motcua_app;
