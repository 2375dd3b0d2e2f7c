-- Steps that have slowed down, kept from the day on which it was first seen until it is over.
CREATE TABLE indicators_alert (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  agency_id uuid NOT NULL REFERENCES organisation_agency (id),
  procedure_code text NOT NULL,
  step text NOT NULL,
  since date NOT NULL CHECK (extract(isodow FROM since) = 1),
  minutes_before integer NOT NULL CHECK (minutes_before > 0),
  visits_before integer NOT NULL CHECK (visits_before > 0),
  minutes_now integer NOT NULL CHECK (minutes_now >= 0),
  visits_now integer NOT NULL CHECK (visits_now > 0),
  first_seen_on date NOT NULL,
  last_seen_on date NOT NULL CHECK (last_seen_on >= first_seen_on),
  resolved_on date CHECK (resolved_on >= first_seen_on),
  resolved_as text CHECK (resolved_as IN ('faster', 'no_cases')),
  CHECK ((resolved_on IS NULL) = (resolved_as IS NULL))
);
COMMENT ON TABLE indicators_alert IS 'A step whose median working time doubled (alerts/slowdown.ts); informs the head, accuses nobody';
COMMENT ON COLUMN indicators_alert.since IS 'Monday of the week from which on it took twice as long';
COMMENT ON COLUMN indicators_alert.minutes_before IS 'Median of the twelve weeks before, as it was when first seen: what it is held against until it is over';
CREATE UNIQUE INDEX indicators_alert_open ON indicators_alert (agency_id, procedure_code, step) WHERE resolved_on IS NULL;
CREATE INDEX indicators_alert_resolved ON indicators_alert (agency_id, resolved_on);
GRANT SELECT, INSERT, UPDATE ON indicators_alert TO motcua_app;
