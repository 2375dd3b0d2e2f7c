-- What needs a second person: waivers that no paper proves by itself, and results handed over unpaid.

CREATE TABLE money_waiver (
  id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL REFERENCES casework_dossier (id),
  agency_id uuid NOT NULL,
  groups text[] NOT NULL,
  percent integer CHECK (percent BETWEEN 1 AND 100),
  amount bigint NOT NULL CHECK (amount > 0),
  legal_basis jsonb NOT NULL,
  evidence jsonb NOT NULL,
  paper_hash text CHECK (paper_hash ~ '^[0-9a-f]{64}$'),
  outright boolean NOT NULL,
  state text NOT NULL CHECK (state IN ('proposed', 'confirmed', 'refused')),
  proposed_by uuid NOT NULL,
  proposed_at timestamptz(3) NOT NULL,
  decided_by uuid,
  decided_at timestamptz(3),
  decision_reason jsonb,
  CHECK ((cardinality(groups) = 0) = (percent IS NOT NULL)),
  CHECK (decided_by <> proposed_by),
  CHECK ((state = 'proposed') = (decided_at IS NULL)),
  CHECK (outright = (state <> 'proposed' AND decided_by IS NULL)),
  CHECK (NOT outright OR (state = 'confirmed' AND paper_hash IS NOT NULL AND cardinality(groups) > 0)),
  CHECK ((state = 'refused') = (decision_reason IS NOT NULL))
);
COMMENT ON TABLE money_waiver IS 'A waiver of fees: proposed by one officer and decided by another, or given outright where the law names the group and a paper in the dossier proves it';
COMMENT ON COLUMN money_waiver.percent IS 'For a waiver on another legal basis than a group of the fee table; null for groups';
COMMENT ON COLUMN money_waiver.legal_basis IS 'ValueRef: sealed under the applicant''s key, as evidence and decision_reason are';
COMMENT ON COLUMN money_waiver.amount IS 'Whole đồng it let off, or would have let off when it was proposed';
CREATE UNIQUE INDEX money_waiver_one_proposed ON money_waiver (dossier_id) WHERE state = 'proposed';
CREATE INDEX money_waiver_waiting ON money_waiver (agency_id, proposed_at) WHERE state = 'proposed';
CREATE INDEX money_waiver_dossier ON money_waiver (dossier_id, proposed_at);

CREATE TABLE money_unpaid_return (
  dossier_id uuid NOT NULL REFERENCES casework_dossier (id),
  version integer NOT NULL CHECK (version >= 1),
  agency_id uuid NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  ground jsonb NOT NULL,
  returned_by uuid,
  returned_at timestamptz(3) NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'acknowledged', 'collect', 'void')),
  decided_by uuid,
  decided_at timestamptz(3),
  note jsonb,
  PRIMARY KEY (dossier_id, version),
  CHECK (decided_by <> returned_by),
  CHECK ((state IN ('acknowledged', 'collect')) = (decided_by IS NOT NULL)),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL))
);
COMMENT ON TABLE money_unpaid_return IS 'A result handed over while fees were due, by its entry in the ledger: for the head to let stand or to send back to be collected';
COMMENT ON COLUMN money_unpaid_return.amount IS 'Whole đồng due at the hand-over; what is due now is asked of the charges';
COMMENT ON COLUMN money_unpaid_return.ground IS 'ValueRef of the ground that stands in the ledger; note: the head''s, sealed likewise';
COMMENT ON COLUMN money_unpaid_return.returned_by IS 'Officer who handed over; null when no officer is known';
CREATE INDEX money_unpaid_return_waiting ON money_unpaid_return (agency_id, returned_at) WHERE state IN ('open', 'collect');

GRANT SELECT, INSERT, UPDATE (amount, state, decided_by, decided_at, decision_reason) ON money_waiver TO motcua_app;
GRANT SELECT, INSERT, UPDATE (state, decided_by, decided_at, note) ON money_unpaid_return TO motcua_app;
