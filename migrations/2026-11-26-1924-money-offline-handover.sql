-- Cash taken without network: handed over and compared as the drawer closes, and corrected by counter-entries.

ALTER TABLE money_entry DROP CONSTRAINT money_entry_kind_check,
  ADD CONSTRAINT money_entry_kind_check CHECK (kind IN ('drawer_opened', 'payment', 'refund_approved', 'refund_paid', 'drawer_closed', 'settlement',
    'surplus', 'bank_other', 'offline_cash', 'offline_settled', 'offline_handed', 'offline_corrected'));

CREATE TABLE money_offline_handover (
  id uuid PRIMARY KEY,
  drawer_id uuid NOT NULL UNIQUE REFERENCES money_drawer (id),
  agency_id uuid NOT NULL,
  officer_id uuid NOT NULL,
  expected bigint NOT NULL CHECK (expected >= 0),
  counted bigint NOT NULL CHECK (counted >= 0),
  difference_reason text CHECK (length(difference_reason) BETWEEN 3 AND 2000),
  handed_at timestamptz(3) NOT NULL,
  CHECK (counted = expected OR difference_reason IS NOT NULL)
);
COMMENT ON TABLE money_offline_handover IS 'Cash taken without network that an officer handed over as their drawer closed: what the records come to, and what was counted';

CREATE TABLE money_offline_correction (
  id uuid PRIMARY KEY,
  record_id uuid NOT NULL REFERENCES casework_offline_cash (record_id),
  before_amount bigint NOT NULL CHECK (before_amount > 0),
  after_amount bigint NOT NULL CHECK (after_amount > 0 AND after_amount <> before_amount),
  reason text NOT NULL CHECK (length(reason) BETWEEN 3 AND 2000),
  corrected_by uuid NOT NULL,
  corrected_at timestamptz(3) NOT NULL
);
COMMENT ON TABLE money_offline_correction IS 'A wrong amount of cash taken without network: the record stays as it was typed, the difference is a counter-entry';
CREATE INDEX money_offline_correction_record ON money_offline_correction (record_id, corrected_at);

ALTER TABLE money_offline_cash
  ADD COLUMN corrected bigint NOT NULL DEFAULT 0,
  ADD COLUMN held bigint,
  ADD COLUMN handover_id uuid REFERENCES money_offline_handover (id),
  DROP CONSTRAINT money_offline_cash_check,
  DROP CONSTRAINT IF EXISTS money_offline_cash_unsettled_check,
  ADD CONSTRAINT money_offline_cash_unsettled_check CHECK (unsettled BETWEEN 0 AND amount + corrected);
UPDATE money_offline_cash m SET held = m.amount - CASE WHEN m.settled_how = 'returned' THEN coalesce((
  SELECT p.credit FROM money_entry e JOIN money_posting p ON p.entry_id = e.id JOIN money_account a ON a.id = p.account_id
  WHERE e.kind = 'offline_settled' AND e.cause LIKE 'offline-settled:' || m.record_id || ':%' AND a.kind = 'offline_cash' AND p.credit > 0
  ORDER BY e.booked_at DESC, e.id DESC LIMIT 1), 0) ELSE 0 END;
ALTER TABLE money_offline_cash ALTER COLUMN held SET NOT NULL, ADD CONSTRAINT money_offline_cash_held_check CHECK (held BETWEEN 0 AND amount + corrected);
COMMENT ON COLUMN money_offline_cash.corrected IS 'Sum of the corrections, whole đồng, either sign';
COMMENT ON COLUMN money_offline_cash.held IS 'Whole đồng of it that are there as cash: what was given back is not';
CREATE INDEX money_offline_cash_not_handed ON money_offline_cash (agency_id) WHERE handover_id IS NULL;

GRANT SELECT, INSERT ON money_offline_handover, money_offline_correction TO motcua_app;
GRANT UPDATE (corrected, held, handover_id) ON money_offline_cash TO motcua_app;
