-- What becomes of the money of a dossier that ends without a result: let go, kept, or to be given back, by the rules of the fee table.

ALTER TABLE money_charge DROP CONSTRAINT money_charge_state_check,
  ADD CONSTRAINT money_charge_state_check CHECK (state IN ('due', 'paid', 'waived', 'refunded', 'released'));
COMMENT ON COLUMN money_charge.state IS 'released: was due and is not collected any more, because the dossier ended without a result';

ALTER TABLE money_refund ALTER COLUMN asked_by DROP NOT NULL,
  ADD COLUMN by_rule boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT money_refund_asked_check CHECK (by_rule = (asked_by IS NULL));
COMMENT ON COLUMN money_refund.by_rule IS 'Asked by a rule of the fee table when the dossier ended, not by an officer; a person decides all the same';
