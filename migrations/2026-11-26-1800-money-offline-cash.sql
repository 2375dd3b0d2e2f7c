-- Cash taken at a counter without network, in the journal of money.

ALTER TABLE money_account DROP CONSTRAINT money_account_kind_check,
  ADD CONSTRAINT money_account_kind_check CHECK (kind IN ('safe', 'cash', 'offline_cash', 'bank', 'platform', 'fee_revenue', 'charge_revenue',
    'refund_payable', 'offline_unsettled', 'difference'));
COMMENT ON TABLE money_account IS 'Accounts of a collecting agency: safe, cash in open drawers, cash taken without network, bank, clearing with the payment platform, revenue of lệ phí and of phí, refunds owed, offline cash to be settled, differences';

ALTER TABLE money_entry DROP CONSTRAINT money_entry_kind_check,
  ADD CONSTRAINT money_entry_kind_check CHECK (kind IN ('drawer_opened', 'payment', 'refund_approved', 'refund_paid', 'drawer_closed', 'settlement',
    'surplus', 'bank_other', 'offline_cash', 'offline_settled'));

ALTER TABLE money_payment DROP CONSTRAINT money_payment_method_check,
  ADD CONSTRAINT money_payment_method_check CHECK (method IN ('cash', 'offline_cash', 'bank', 'platform'));

ALTER TABLE money_receipt ADD COLUMN offline_number text CHECK (length(offline_number) BETWEEN 1 AND 60);
COMMENT ON COLUMN money_receipt.offline_number IS 'Number of the paper receipt the payer was given at a counter without network';

CREATE TABLE money_offline_cash (
  record_id uuid PRIMARY KEY REFERENCES casework_offline_cash (record_id),
  agency_id uuid NOT NULL,
  receipt_number text NOT NULL UNIQUE,
  amount bigint NOT NULL CHECK (amount > 0),
  taken_on date NOT NULL,
  unsettled bigint NOT NULL CHECK (unsettled BETWEEN 0 AND amount),
  why text CHECK (why IN ('no_dossier', 'not_accepted', 'nothing_due', 'less_than_due', 'more_than_due', 'other_agency')),
  posted_at timestamptz(3) NOT NULL,
  settled_how text CHECK (settled_how IN ('dossier', 'returned', 'other')),
  settled_by uuid,
  settled_at timestamptz(3),
  reason text CHECK (length(reason) BETWEEN 3 AND 2000),
  CHECK ((unsettled = 0) = (why IS NULL)),
  CHECK ((settled_how IS NULL) = (settled_at IS NULL)),
  CHECK (settled_how IS NULL OR settled_how = 'dossier' OR (reason IS NOT NULL AND settled_by IS NOT NULL))
);
COMMENT ON TABLE money_offline_cash IS 'What of the cash taken without network is in the journal: one row a record, whatever became of it';
COMMENT ON COLUMN money_offline_cash.unsettled IS 'Whole đồng that still stand as to be settled';
COMMENT ON COLUMN money_offline_cash.taken_on IS 'The day in Viet Nam on which it counts';
COMMENT ON COLUMN money_offline_cash.settled_how IS 'What the rest was made of afterwards: fees of a dossier, given back, something else with a reason';
CREATE INDEX money_offline_cash_day ON money_offline_cash (agency_id, taken_on);
CREATE INDEX money_offline_cash_open ON money_offline_cash (record_id) WHERE unsettled > 0;

GRANT SELECT, INSERT, UPDATE (unsettled, why, settled_how, settled_by, settled_at, reason) ON money_offline_cash TO motcua_app;
