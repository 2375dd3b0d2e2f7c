-- Drafts also gather what answers a supplement request, file by file; and what was typed when a session ended is parked.

ALTER TABLE casework_draft ADD COLUMN supplies_dossier_id uuid REFERENCES casework_dossier (id);
ALTER TABLE casework_draft ADD COLUMN supplies_round integer CHECK (supplies_round >= 1);
ALTER TABLE casework_draft ADD CHECK ((supplies_dossier_id IS NULL) = (supplies_round IS NULL));
COMMENT ON COLUMN casework_draft.supplies_dossier_id IS 'Set where the draft gathers the answer to a supplement request of this dossier; then it holds files only';
CREATE UNIQUE INDEX casework_draft_supply ON casework_draft (supplies_dossier_id, supplies_round, user_id)
  WHERE supplies_dossier_id IS NOT NULL AND dossier_id IS NULL;
CREATE INDEX casework_draft_file_hash ON casework_draft_file (file_hash);

CREATE TABLE casework_parked_form (
  id uuid PRIMARY KEY,
  sealed bytea NOT NULL CHECK (octet_length(sealed) <= 40000),
  parked_at timestamptz(3) NOT NULL DEFAULT platform_now()
);
COMMENT ON TABLE casework_parked_form IS 'What was typed into a draft by somebody whose session had ended, until the next login, at most a day. The key to open it is only in that browser';
CREATE INDEX casework_parked_form_age ON casework_parked_form (parked_at);

GRANT SELECT, INSERT, DELETE ON casework_parked_form TO motcua_app;
