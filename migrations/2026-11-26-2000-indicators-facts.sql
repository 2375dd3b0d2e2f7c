-- Facts for the figures: what the ledger says of each dossier, and counts of it. Everything here can be thrown away and made again from
-- the ledger with the same bytes (`motcua rebuild-figures`).

CREATE TABLE indicators_dossier (
  id uuid PRIMARY KEY,
  version integer NOT NULL,
  code text,
  procedure_code text NOT NULL,
  case_key text,
  channel text NOT NULL,
  intake_agency_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  applicant_id uuid NOT NULL,
  previous_dossier_id uuid,
  submitted_at timestamptz(3) NOT NULL,
  accepted_at timestamptz(3),
  filed_at timestamptz(3) NOT NULL,
  standing text NOT NULL,
  standing_since timestamptz(3) NOT NULL,
  due_at timestamptz(3),
  held_due_at timestamptz(3),
  waited_ms bigint NOT NULL,
  supplements integer NOT NULL,
  first_supplement_at timestamptz(3),
  last_supplement_at timestamptz(3),
  extensions integer NOT NULL,
  last_extended_at timestamptz(3),
  asked_again_at timestamptz(3),
  ended_at timestamptz(3),
  ending text,
  punctuality text,
  returned_at timestamptz(3),
  returned_by text,
  paper_keys jsonb NOT NULL,
  file_keys jsonb NOT NULL,
  reused_keys jsonb NOT NULL,
  fee_assessed bigint NOT NULL,
  fee_waived bigint NOT NULL,
  fee_released bigint NOT NULL,
  fee_paid bigint NOT NULL,
  fee_refunded bigint NOT NULL,
  duty_at timestamptz(3),
  paid_online_at timestamptz(3),
  step text,
  step_agency_id uuid,
  step_since timestamptz(3),
  step_minutes double precision NOT NULL,
  handler_id uuid,
  approved_by uuid,
  opinions jsonb NOT NULL,
  last_opinion_at timestamptz(3)
);
COMMENT ON TABLE indicators_dossier IS 'One row a dossier, folded from its events in order (facts/fold-fact.ts). The figures open to these rows';
COMMENT ON COLUMN indicators_dossier.agency_id IS 'The competent agency: the figures are its';
COMMENT ON COLUMN indicators_dossier.held_due_at IS 'The date that stood when an extension was told too late: punctuality is measured by it (NĐ 61/2018 Art. 19.9)';
CREATE INDEX indicators_dossier_accepted ON indicators_dossier (agency_id, accepted_at) WHERE accepted_at IS NOT NULL;
CREATE INDEX indicators_dossier_ended ON indicators_dossier (agency_id, ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX indicators_dossier_standing ON indicators_dossier (agency_id, standing, due_at) WHERE standing <> 'ended';
CREATE INDEX indicators_dossier_applicant ON indicators_dossier (applicant_id, procedure_code, submitted_at);

CREATE TABLE indicators_day (
  agency_id uuid NOT NULL,
  measure smallint NOT NULL,
  day date NOT NULL,
  cohort smallint NOT NULL,
  n bigint NOT NULL,
  PRIMARY KEY (agency_id, measure, day, cohort)
);
COMMENT ON TABLE indicators_day IS 'Change of a measure (facts/measure.ts) on a day, in an agency and all below it as they stood when it was counted. Stocks are the sum of their changes up to a day';
COMMENT ON COLUMN indicators_day.cohort IS 'Half month of receipt (facts/half-month.ts) for measures that ask for it, else 0';

CREATE TABLE indicators_half (
  agency_id uuid NOT NULL,
  measure smallint NOT NULL,
  half smallint NOT NULL,
  procedure_code text NOT NULL,
  cohort smallint NOT NULL,
  n bigint NOT NULL,
  PRIMARY KEY (agency_id, measure, half, procedure_code, cohort)
);
COMMENT ON TABLE indicators_half IS 'The same by half month and procedure: every legal period is a row of half months';

CREATE TABLE indicators_step (
  agency_id uuid NOT NULL,
  half smallint NOT NULL,
  procedure_code text NOT NULL,
  step text NOT NULL,
  time_class smallint NOT NULL,
  n bigint NOT NULL,
  minutes bigint NOT NULL,
  PRIMARY KEY (agency_id, half, procedure_code, step, time_class)
);
COMMENT ON TABLE indicators_step IS 'Visits to a step that ended in a half month, by class of working time (facts/rollup.ts); minutes: their sum. By agency of the step and all above it';

CREATE TABLE indicators_reversal (
  dossier_id uuid NOT NULL,
  position bigint NOT NULL,
  measure smallint NOT NULL,
  agency_id uuid NOT NULL,
  counted_at timestamptz(3) NOT NULL,
  reversed_at timestamptz(3) NOT NULL,
  PRIMARY KEY (dossier_id, position, measure)
);
COMMENT ON TABLE indicators_reversal IS 'What a counter-entry took back: when it had been counted, and when it was taken back. So that a figure of a day once past still opens to its dossiers';
CREATE INDEX indicators_reversal_counted ON indicators_reversal (agency_id, measure, counted_at);

CREATE TABLE indicators_snapshot (
  agency_id uuid NOT NULL,
  measure smallint NOT NULL,
  day date NOT NULL,
  n bigint NOT NULL,
  taken_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  PRIMARY KEY (agency_id, measure, day)
);
COMMENT ON TABLE indicators_snapshot IS 'Stocks at the end of each day as they were known in the night after; never changed. A check compares them with the counts';

GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON indicators_dossier, indicators_day, indicators_half, indicators_step, indicators_reversal TO motcua_app;
GRANT SELECT, INSERT ON indicators_snapshot TO motcua_app;
