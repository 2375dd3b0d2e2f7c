-- Where a refund through the bank goes: the account the applicant states, sealed, and the payment orders made from it.

CREATE TABLE money_refund_account (
  id uuid PRIMARY KEY,
  refund_id uuid NOT NULL REFERENCES money_refund (id),
  bank_bin text NOT NULL CHECK (bank_bin ~ '^[0-9]{6}$'),
  account jsonb NOT NULL,
  stated_by uuid NOT NULL,
  stated_at timestamptz(3) NOT NULL
);
COMMENT ON TABLE money_refund_account IS 'The bank account for a refund as it was stated; the last counts until the refund is ordered';
COMMENT ON COLUMN money_refund_account.account IS 'ValueRef: holder and number, sealed under the applicant''s key';
COMMENT ON COLUMN money_refund_account.stated_by IS 'User who stated it: the applicant, or an officer of the desk on their paper';
CREATE INDEX money_refund_account_refund ON money_refund_account (refund_id, stated_at DESC);

CREATE TABLE money_refund_order (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  made_by uuid NOT NULL,
  made_at timestamptz(3) NOT NULL
);
COMMENT ON TABLE money_refund_order IS 'A payment order for the bank: refunds approved by then, each in one order only';
CREATE INDEX money_refund_order_agency ON money_refund_order (agency_id, made_at DESC);

ALTER TABLE money_refund ADD COLUMN order_id uuid REFERENCES money_refund_order (id),
  ADD CONSTRAINT money_refund_order_check CHECK (order_id IS NULL OR (method = 'bank' AND state IN ('approved', 'paid')));
CREATE INDEX money_refund_order_refunds ON money_refund (order_id) WHERE order_id IS NOT NULL;

GRANT SELECT, INSERT ON money_refund_account, money_refund_order TO motcua_app;
GRANT UPDATE (order_id) ON money_refund TO motcua_app;
