-- Money: what a dossier owes, what was paid, and the double-entry journal that says where every đồng is.

CREATE TABLE money_fee_table (
  id uuid PRIMARY KEY,
  valid_from date NOT NULL,
  document_hash text NOT NULL UNIQUE CHECK (document_hash ~ '^[0-9a-f]{64}$'),
  document jsonb NOT NULL,
  imported_at timestamptz(3) NOT NULL DEFAULT platform_now()
);
COMMENT ON TABLE money_fee_table IS 'The province''s own fee table by version: amounts its People''s Council sets, waivers, when to collect, collecting accounts';
CREATE INDEX money_fee_table_valid ON money_fee_table (valid_from DESC, imported_at DESC);

CREATE TABLE money_charge (
  id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL REFERENCES casework_dossier (id),
  line_key text NOT NULL CHECK (line_key <> ''),
  agency_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('fee', 'charge')),
  collect text NOT NULL CHECK (collect IN ('acceptance', 'later', 'return')),
  full_amount bigint NOT NULL CHECK (full_amount > 0),
  waived_amount bigint NOT NULL CHECK (waived_amount >= 0),
  amount bigint NOT NULL CHECK (amount >= 0),
  state text NOT NULL CHECK (state IN ('due', 'paid', 'waived', 'refunded')),
  line jsonb NOT NULL,
  assessed_at timestamptz(3) NOT NULL,
  UNIQUE (dossier_id, line_key),
  CHECK (amount = full_amount - waived_amount),
  CHECK ((state = 'waived') = (amount = 0))
);
COMMENT ON TABLE money_charge IS 'One amount a dossier owes (khoản thu): lệ phí (fee) and phí (charge) are separate rows; amounts in whole đồng';
COMMENT ON COLUMN money_charge.line IS 'AssessedLine (src/modules/money/assess.ts): where the amount comes from and why';
COMMENT ON COLUMN money_charge.agency_id IS 'The agency that collects: the unit that received the dossier';

CREATE TABLE money_account (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('safe', 'cash', 'bank', 'platform', 'fee_revenue', 'charge_revenue', 'refund_payable', 'difference')),
  UNIQUE (agency_id, kind)
);
COMMENT ON TABLE money_account IS 'Accounts of a collecting agency: safe, cash in open drawers, bank, clearing with the payment platform, revenue of lệ phí and of phí, refunds owed, differences';

CREATE TABLE money_drawer (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL,
  counter text NOT NULL CHECK (counter <> '' AND length(counter) <= 40),
  officer_id uuid NOT NULL,
  opened_at timestamptz(3) NOT NULL,
  float_amount bigint NOT NULL CHECK (float_amount >= 0),
  closed_at timestamptz(3),
  counted jsonb,
  counted_amount bigint CHECK (counted_amount >= 0),
  expected_amount bigint,
  difference_reason text CHECK (length(difference_reason) BETWEEN 3 AND 2000),
  CHECK ((closed_at IS NULL) = (counted IS NULL)),
  CHECK ((closed_at IS NULL) = (counted_amount IS NULL)),
  CHECK ((closed_at IS NULL) = (expected_amount IS NULL)),
  CHECK (closed_at IS NULL OR counted_amount = expected_amount OR difference_reason IS NOT NULL)
);
COMMENT ON TABLE money_drawer IS 'A cash drawer from its opening with a float to its counted closing; a difference has a reason';
COMMENT ON COLUMN money_drawer.counted IS 'Notes by denomination: {"50000": 3}';
CREATE UNIQUE INDEX money_drawer_one_of_officer ON money_drawer (officer_id) WHERE closed_at IS NULL;
CREATE UNIQUE INDEX money_drawer_one_at_counter ON money_drawer (agency_id, counter) WHERE closed_at IS NULL;
CREATE INDEX money_drawer_closed ON money_drawer (agency_id, closed_at);

CREATE TABLE money_payment (
  id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL REFERENCES casework_dossier (id),
  agency_id uuid NOT NULL,
  method text NOT NULL CHECK (method IN ('cash', 'bank', 'platform')),
  amount bigint NOT NULL CHECK (amount > 0),
  paid_on date NOT NULL,
  received_at timestamptz(3) NOT NULL,
  officer_id uuid,
  drawer_id uuid REFERENCES money_drawer (id),
  tendered bigint CHECK (tendered >= amount),
  reference text NOT NULL CHECK (reference <> ''),
  UNIQUE (method, reference),
  CHECK ((method = 'cash') = (drawer_id IS NOT NULL)),
  CHECK ((method = 'cash') = (tendered IS NOT NULL))
);
COMMENT ON TABLE money_payment IS 'Money that came in for a dossier; never changed. Cash has its drawer, the others their reference';
COMMENT ON COLUMN money_payment.reference IS 'What makes it come once: the client-made id at the counter, the bank line, the platform''s MaThamChieu';
COMMENT ON COLUMN money_payment.paid_on IS 'The day in Viet Nam on which it counts';
CREATE INDEX money_payment_day ON money_payment (agency_id, paid_on);
CREATE INDEX money_payment_dossier ON money_payment (dossier_id);

CREATE TABLE money_payment_charge (
  charge_id uuid PRIMARY KEY REFERENCES money_charge (id),
  payment_id uuid NOT NULL REFERENCES money_payment (id),
  amount bigint NOT NULL CHECK (amount > 0)
);
COMMENT ON TABLE money_payment_charge IS 'Which payment paid which charge: a charge is paid at most once, ever';
CREATE INDEX money_payment_charge_payment ON money_payment_charge (payment_id);

CREATE TABLE money_receipt_series (
  agency_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('fee', 'charge')),
  year integer NOT NULL CHECK (year BETWEEN 2020 AND 2999),
  next_serial integer NOT NULL CHECK (next_serial >= 1),
  PRIMARY KEY (agency_id, kind, year)
);
COMMENT ON TABLE money_receipt_series IS 'Next number of the receipts for phí and for lệ phí, apart, by agency and year; taken in the transaction, so without gaps';

CREATE TABLE money_receipt_range (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('fee', 'charge')),
  year integer NOT NULL,
  first_serial integer NOT NULL CHECK (first_serial >= 1),
  last_serial integer NOT NULL,
  counter text NOT NULL CHECK (counter <> ''),
  reserved_by uuid NOT NULL,
  reserved_at timestamptz(3) NOT NULL,
  CHECK (last_serial >= first_serial),
  EXCLUDE USING gist (agency_id WITH =, kind WITH =, year WITH =, int4range(first_serial, last_serial, '[]') WITH &&)
);
COMMENT ON TABLE money_receipt_range IS 'Numbers reserved for a counter that may lose its line: only they explain numbers not yet used';

CREATE TABLE money_receipt (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('fee', 'charge')),
  year integer NOT NULL,
  serial integer NOT NULL CHECK (serial >= 1),
  payment_id uuid NOT NULL REFERENCES money_payment (id),
  dossier_id uuid NOT NULL REFERENCES casework_dossier (id),
  amount bigint NOT NULL CHECK (amount > 0),
  lines jsonb NOT NULL,
  issued_at timestamptz(3) NOT NULL,
  issued_by uuid,
  cancelled_at timestamptz(3),
  cancelled_by uuid,
  cancel_reason text CHECK (length(cancel_reason) BETWEEN 3 AND 2000),
  UNIQUE (agency_id, kind, year, serial),
  CHECK ((cancelled_at IS NULL) = (cancel_reason IS NULL))
);
COMMENT ON TABLE money_receipt IS 'Numbered e-receipts, one for phí and one for lệ phí of a payment; a cancelled one stays with its number';
CREATE INDEX money_receipt_payment ON money_receipt (payment_id);
CREATE INDEX money_receipt_dossier ON money_receipt (dossier_id);
CREATE INDEX money_receipt_issued ON money_receipt (agency_id, issued_at);

CREATE TABLE money_entry (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('drawer_opened', 'payment', 'refund_approved', 'refund_paid', 'drawer_closed', 'settlement', 'surplus', 'bank_other')),
  cause text NOT NULL UNIQUE CHECK (cause <> ''),
  drawer_id uuid REFERENCES money_drawer (id),
  booked_on date NOT NULL,
  booked_at timestamptz(3) NOT NULL,
  officer_id uuid
);
COMMENT ON TABLE money_entry IS 'An entry of the journal; append-only. Its postings balance to the đồng';
COMMENT ON COLUMN money_entry.cause IS 'What is booked, so that it is booked once: payment:…, refund-paid:…, drawer-closed:…';
CREATE INDEX money_entry_day ON money_entry (agency_id, booked_on);

CREATE TABLE money_posting (
  entry_id uuid NOT NULL REFERENCES money_entry (id),
  line integer NOT NULL CHECK (line >= 1),
  account_id uuid NOT NULL REFERENCES money_account (id),
  debit bigint NOT NULL CHECK (debit >= 0),
  credit bigint NOT NULL CHECK (credit >= 0),
  PRIMARY KEY (entry_id, line),
  CHECK ((debit = 0) <> (credit = 0))
);
COMMENT ON TABLE money_posting IS 'One side of an entry, whole đồng, either debit or credit; append-only';
CREATE INDEX money_posting_account ON money_posting (account_id);

CREATE FUNCTION money_check_balance() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  difference bigint;
  sides integer;
  foreigners integer;
BEGIN
  SELECT coalesce(sum(p.debit - p.credit), 0), count(*), count(*) FILTER (WHERE a.agency_id <> e.agency_id)
    INTO difference, sides, foreigners
  FROM money_posting p JOIN money_account a ON a.id = p.account_id JOIN money_entry e ON e.id = p.entry_id
  WHERE p.entry_id = NEW.entry_id;
  IF difference <> 0 OR sides < 2 OR foreigners > 0 THEN
    RAISE EXCEPTION 'entry % does not balance: % đồng over % postings, % of another agency', NEW.entry_id, difference, sides, foreigners
      USING ERRCODE = 'check_violation', CONSTRAINT = 'money_entry_balanced';
  END IF;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION money_check_balance() IS 'Debit equals credit in every entry, within one agency, when its transaction ends';
CREATE FUNCTION money_check_entry() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  difference bigint;
  sides integer;
BEGIN
  SELECT coalesce(sum(debit - credit), 0), count(*) INTO difference, sides FROM money_posting WHERE entry_id = NEW.id;
  IF difference <> 0 OR sides < 2 THEN
    RAISE EXCEPTION 'entry % does not balance', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'money_entry_balanced';
  END IF;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION money_check_entry() IS 'No entry without its postings';
CREATE CONSTRAINT TRIGGER money_posting_balanced AFTER INSERT OR UPDATE ON money_posting
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION money_check_balance();
CREATE CONSTRAINT TRIGGER money_entry_balanced AFTER INSERT OR UPDATE ON money_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION money_check_entry();

GRANT SELECT, INSERT ON money_fee_table, money_account, money_payment, money_payment_charge, money_receipt_range, money_entry, money_posting TO motcua_app;
GRANT SELECT, INSERT, UPDATE (waived_amount, amount, state, line) ON money_charge TO motcua_app;
GRANT SELECT, INSERT, UPDATE (next_serial) ON money_receipt_series TO motcua_app;
GRANT SELECT, INSERT, UPDATE (cancelled_at, cancelled_by, cancel_reason) ON money_receipt TO motcua_app;
GRANT SELECT, INSERT, UPDATE (closed_at, counted, counted_amount, expected_amount, difference_reason) ON money_drawer TO motcua_app;
