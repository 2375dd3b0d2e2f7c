-- A held paper chosen for a component while an application is being written: by reference, nothing is copied.
CREATE TABLE casework_draft_paper (
  draft_id uuid NOT NULL REFERENCES casework_draft (id) ON DELETE CASCADE,
  component_key text NOT NULL CHECK (length(component_key) BETWEEN 1 AND 64),
  paper_id uuid NOT NULL REFERENCES vault_paper (id),
  chosen_at timestamptz NOT NULL DEFAULT platform_now(),
  PRIMARY KEY (draft_id, component_key)
);
COMMENT ON TABLE casework_draft_paper IS 'Which held paper the applicant wants to stand for a component; checked again when the application is sent';
GRANT SELECT, INSERT, UPDATE (paper_id, chosen_at), DELETE ON casework_draft_paper TO motcua_app;
