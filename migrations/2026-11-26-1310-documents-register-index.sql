-- The register of dossiers (form 07) is read by receiving counter and day of acceptance.
CREATE INDEX casework_dossier_register ON casework_dossier (intake_agency_id, accepted_at, id) WHERE accepted_at IS NOT NULL;
