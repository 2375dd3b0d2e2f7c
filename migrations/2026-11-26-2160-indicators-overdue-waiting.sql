-- What began to wait past its date: few, and asked for on each page of figures.
CREATE INDEX indicators_dossier_overdue_waiting ON indicators_dossier (agency_id, procedure_code)
  WHERE standing IN ('waiting_applicant', 'waiting_payment', 'suspended') AND coalesce(held_due_at, due_at) < standing_since;
DROP INDEX indicators_dossier_due;
CREATE INDEX indicators_dossier_due ON indicators_dossier (coalesce(held_due_at, due_at)) INCLUDE (agency_id, procedure_code)
  WHERE standing = 'running';
