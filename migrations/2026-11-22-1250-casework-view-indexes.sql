-- Indexes by which the officers' lists are read: each list walks one index from its place in it, whatever the size of the archive.

DROP INDEX casework_task_desk;
DROP INDEX casework_task_unassigned;
CREATE INDEX casework_task_desk ON casework_task (agency_id, role, kind, due_at, dossier_id, task_key);

-- A dossier whose clock stands still has no due date: it sorts last.
DROP INDEX casework_dossier_open_due;
CREATE INDEX casework_dossier_open ON casework_dossier
  (competent_agency_id, coalesce(due_at, 'infinity'::timestamptz), id)
  WHERE legal_state IN ('accepted', 'in_process', 'supplement_requested', 'payment_requested', 'suspended');

CREATE INDEX casework_dossier_to_receive ON casework_dossier (competent_agency_id, submitted_at, id)
  WHERE legal_state = 'submitted';
CREATE INDEX casework_dossier_ended ON casework_dossier (competent_agency_id, legal_state, finished_at DESC, id DESC)
  WHERE legal_state IN ('refused', 'withdrawn', 'stopped');
CREATE INDEX casework_apology_of_agency ON casework_apology (agency_id, published_at DESC, id DESC);

-- Codes by their beginning, whatever the collation of the database.
CREATE INDEX casework_dossier_code_prefix ON casework_dossier (code text_pattern_ops) WHERE code IS NOT NULL;
