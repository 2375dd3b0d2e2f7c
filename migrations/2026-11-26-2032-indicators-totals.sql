-- The counts of all procedures together, so that what is told of an agency need not be summed over its procedures.

CREATE TABLE indicators_total (
  agency_id uuid NOT NULL,
  measure smallint NOT NULL,
  half smallint NOT NULL,
  cohort smallint NOT NULL,
  n bigint NOT NULL,
  PRIMARY KEY (agency_id, measure, half, cohort)
);
COMMENT ON TABLE indicators_total IS 'indicators_half summed over procedures. Filled with it: the follower begins again with the migration before';

GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON indicators_total TO motcua_app;
