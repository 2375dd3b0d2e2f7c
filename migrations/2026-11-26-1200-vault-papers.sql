-- The electronic store of a person's papers (kho quản lý dữ liệu điện tử của tổ chức, cá nhân): what an office has digitised or
-- issued, so that it is never asked for again (NĐ 47/2020 Art. 5; NĐ 224/2026 Art. 18.4).
CREATE TABLE vault_paper (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES vault_person (id),
  type_code text NOT NULL CHECK (type_code ~ '^[A-Za-z0-9.:/_-]{1,140}$'),
  kind text NOT NULL CHECK (kind IN ('digitised', 'issued')),
  source text NOT NULL CHECK (length(source) BETWEEN 3 AND 200),
  details_value_id uuid NOT NULL REFERENCES vault_sealed_value (id),
  issuer_agency_id uuid NULL,
  procedure_code text NULL CHECK (procedure_code ~ '^\d\.\d{6}$'),
  dossier_id uuid NULL,
  scan_id uuid NULL,
  digitised_by uuid NULL,
  issued_on date NULL,
  valid_from date NOT NULL,
  valid_to date NULL,
  file_hash text NOT NULL REFERENCES platform_file (hash),
  media_type text NOT NULL,
  size bigint NOT NULL CHECK (size > 0),
  page_count integer NULL CHECK (page_count > 0),
  kept_at timestamptz NOT NULL DEFAULT platform_now(),
  replaced_by uuid NULL REFERENCES vault_paper (id),
  revoked_at timestamptz NULL,
  revoked_because text NULL CHECK (revoked_because IN ('corrected', 'issuer', 'wrong_person', 'unreadable')),
  CONSTRAINT vault_paper_validity CHECK (valid_to IS NULL OR valid_to >= valid_from),
  CONSTRAINT vault_paper_not_its_own_successor CHECK (replaced_by <> id),
  CONSTRAINT vault_paper_revoked_because CHECK ((revoked_at IS NULL) = (revoked_because IS NULL)),
  CONSTRAINT vault_paper_once_a_source UNIQUE (person_id, source)
);
-- The same bytes digitised twice for one person under one type are one paper, until it is taken back.
CREATE UNIQUE INDEX vault_paper_same_bytes ON vault_paper (person_id, type_code, file_hash)
  WHERE kind = 'digitised' AND revoked_at IS NULL;
CREATE INDEX vault_paper_of_person ON vault_paper (person_id, kept_at DESC, id DESC);
CREATE INDEX vault_paper_successor ON vault_paper (replaced_by) WHERE replaced_by IS NOT NULL;
COMMENT ON TABLE vault_paper IS 'A paper held for a person: digitised at a counter or issued as a result; never deleted, only replaced or revoked';
COMMENT ON COLUMN vault_paper.type_code IS 'Result code of the national catalogue where known, else the code of the procedure that issues it, or PROCEDURE/COMPONENT for a digitised component';
COMMENT ON COLUMN vault_paper.source IS 'What it came from, unique within the person: result:DOSSIER:VERSION, component:DOSSIER:KEY:HASH, scan:ID';
COMMENT ON COLUMN vault_paper.details_value_id IS 'Sealed JSON: number, issuer, title';
COMMENT ON COLUMN vault_paper.issuer_agency_id IS 'The agency of this system that issued or digitised it; null for a paper of somebody else';
COMMENT ON COLUMN vault_paper.digitised_by IS 'The officer who digitised it; null for an issued result';

-- What is kept of a paper never changes; only its end is written, and the end of its replacement may be taken back.
CREATE FUNCTION vault_paper_stays_revoked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'paper % is revoked', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER vault_paper_stays_revoked BEFORE UPDATE ON vault_paper
FOR EACH ROW WHEN (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at)
EXECUTE FUNCTION vault_paper_stays_revoked();

CREATE TABLE vault_paper_change (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  paper_id uuid NOT NULL REFERENCES vault_paper (id),
  change text NOT NULL CHECK (change IN ('kept', 'recognised', 'replaced', 'restored', 'revoked', 'shared', 'unshared', 'copied')),
  other_paper_id uuid NULL REFERENCES vault_paper (id),
  dossier_id uuid NULL,
  user_id uuid NULL,
  agency_id uuid NULL,
  changed_at timestamptz NOT NULL DEFAULT platform_now(),
  CONSTRAINT vault_paper_change_names_other CHECK ((change IN ('replaced', 'restored')) = (other_paper_id IS NOT NULL)),
  CONSTRAINT vault_paper_change_names_dossier CHECK (change NOT IN ('shared', 'unshared') OR dossier_id IS NOT NULL)
);
CREATE INDEX vault_paper_change_of ON vault_paper_change (paper_id, id);
COMMENT ON TABLE vault_paper_change IS 'Everything that happened to a paper; append-only';

CREATE TABLE vault_paper_access (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  paper_id uuid NOT NULL REFERENCES vault_paper (id),
  act text NOT NULL CHECK (act IN ('listed', 'opened', 'attached', 'copied')),
  purpose text NOT NULL CHECK (purpose IN ('dossier', 'counter_visit', 'owner', 'share', 'certified_copy')),
  user_id uuid NULL,
  officer_id uuid NULL,
  agency_id uuid NULL,
  dossier_id uuid NULL,
  procedure_code text NULL,
  accessed_at timestamptz NOT NULL DEFAULT platform_now(),
  CONSTRAINT vault_paper_access_has_dossier CHECK (purpose NOT IN ('dossier', 'share') OR dossier_id IS NOT NULL),
  CONSTRAINT vault_paper_access_of_officer_has_agency CHECK (officer_id IS NULL OR agency_id IS NOT NULL)
);
CREATE INDEX vault_paper_access_of ON vault_paper_access (paper_id, id DESC);
COMMENT ON TABLE vault_paper_access IS 'Who looked at a paper, when and why; append-only and shown to its owner';

CREATE TABLE vault_paper_share (
  id uuid PRIMARY KEY,
  paper_id uuid NOT NULL REFERENCES vault_paper (id),
  dossier_id uuid NOT NULL,
  dossier_code text NOT NULL,
  shared_by uuid NOT NULL,
  shared_at timestamptz NOT NULL DEFAULT platform_now(),
  revoked_at timestamptz NULL
);
CREATE UNIQUE INDEX vault_paper_share_once ON vault_paper_share (paper_id, dossier_id) WHERE revoked_at IS NULL;
CREATE INDEX vault_paper_share_with ON vault_paper_share (dossier_id) WHERE revoked_at IS NULL;
COMMENT ON TABLE vault_paper_share IS 'A person lets one dossier of somebody else use a paper, until that is taken back';

CREATE TABLE vault_paper_copy (
  id uuid PRIMARY KEY,
  paper_id uuid NOT NULL REFERENCES vault_paper (id),
  verification_code text NOT NULL UNIQUE CHECK (verification_code ~ '^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$'),
  source_hash text NOT NULL,
  file_hash text NOT NULL REFERENCES platform_file (hash),
  size bigint NOT NULL CHECK (size > 0),
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL DEFAULT platform_now()
);
CREATE INDEX vault_paper_copy_of ON vault_paper_copy (paper_id, made_at DESC);
COMMENT ON TABLE vault_paper_copy IS 'Electronic copies made for the owner; their code leads to the verification page. They carry no digital signature';

CREATE TABLE vault_paper_reuse (
  dossier_id uuid NOT NULL,
  component_key text NOT NULL CHECK (length(component_key) BETWEEN 1 AND 64),
  paper_id uuid NULL REFERENCES vault_paper (id),
  person_id uuid NOT NULL REFERENCES vault_person (id),
  procedure_code text NOT NULL,
  agency_id uuid NOT NULL,
  reused_at timestamptz NOT NULL DEFAULT platform_now(),
  PRIMARY KEY (dossier_id, component_key)
);
CREATE INDEX vault_paper_reuse_by_month ON vault_paper_reuse (reused_at, agency_id, procedure_code);
CREATE INDEX vault_paper_reuse_of_person ON vault_paper_reuse (person_id);
COMMENT ON TABLE vault_paper_reuse IS 'A component that was not asked for because it was held: once a dossier and component; append-only';
COMMENT ON COLUMN vault_paper_reuse.agency_id IS 'The competent agency of the dossier';
COMMENT ON COLUMN vault_paper_reuse.paper_id IS 'Null when a national registry answered instead of the store';

GRANT SELECT, INSERT, UPDATE (replaced_by, revoked_at, revoked_because) ON vault_paper TO motcua_app;
GRANT SELECT, INSERT ON vault_paper_change, vault_paper_access, vault_paper_copy, vault_paper_reuse TO motcua_app;
GRANT SELECT, INSERT, UPDATE (revoked_at) ON vault_paper_share TO motcua_app;
