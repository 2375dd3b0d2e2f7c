-- Counts by procedure of an agency together with everything below it, so that the province's page by procedure reads some rows a
-- procedure, not some rows an agency and procedure.
CREATE TABLE casework_tally_within (
  agency_id uuid NOT NULL,
  procedure_code text NOT NULL CHECK (procedure_code <> ''),
  month date NOT NULL,
  measure text NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (agency_id, month, measure, procedure_code)
);
COMMENT ON TABLE casework_tally_within IS 'casework_tally by procedure, summed over an agency and all that stood below it when the count was folded in';
INSERT INTO casework_tally_within (agency_id, procedure_code, month, measure, count)
  SELECT above.id, t.procedure_code, t.month, t.measure, sum(t.count)
  FROM casework_tally t
  JOIN organisation_agency own ON own.id = t.agency_id
  JOIN organisation_agency above ON above.path @> own.path
  WHERE t.procedure_code <> ''
  GROUP BY above.id, t.procedure_code, t.month, t.measure;
GRANT SELECT, INSERT, UPDATE ON casework_tally_within TO motcua_app;
