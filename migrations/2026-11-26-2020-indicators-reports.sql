-- Reports on the figures: what is typed for them while they are drafts, and what they said when they were signed.

CREATE TABLE indicators_report (
  id         uuid PRIMARY KEY,
  kind       text NOT NULL CHECK (kind IN ('solving', 'one_stop', 'reform')),
  agency_id  uuid NOT NULL REFERENCES organisation_agency (id),
  period     text NOT NULL CHECK (period ~ '^20[0-9]{2}-(0[1-9]|1[0-2]|quarter_1|half_year|quarter_3|year)$'),
  created_by uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  UNIQUE (agency_id, kind, period)
);
COMMENT ON TABLE indicators_report IS 'A report of an agency on a period (TT 01/2020/TT-VPCP; công văn 581/BNV-CCHC); at most one of a kind';
COMMENT ON COLUMN indicators_report.created_by IS 'The officer who opened it: somebody else signs';

CREATE TABLE indicators_report_section (
  report_id uuid NOT NULL REFERENCES indicators_report (id),
  section   text NOT NULL CHECK (section ~ '^[a-z_]+$'),
  revision  integer NOT NULL CHECK (revision >= 1),
  narrative text NOT NULL CHECK (length(narrative) <= 20000),
  figures   jsonb NOT NULL CHECK (jsonb_typeof(figures) = 'array'),
  saved_by  uuid NOT NULL,
  saved_at  timestamptz(3) NOT NULL DEFAULT platform_now(),
  PRIMARY KEY (report_id, section)
);
COMMENT ON TABLE indicators_report_section IS 'What officers typed into a section; figures as they were typed. No more changed once the report is signed';

CREATE TABLE indicators_report_signed (
  report_id uuid PRIMARY KEY REFERENCES indicators_report (id),
  snapshot  text NOT NULL,
  hash      text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  signed_by uuid NOT NULL,
  position  text NOT NULL CHECK (position <> ''),
  signed_at timestamptz(3) NOT NULL,
  head_hash bytea NOT NULL CHECK (length(head_hash) = 32)
);
COMMENT ON TABLE indicators_report_signed IS 'The report as it was signed: canonical JSON of all cells with their parts, and its SHA-256, which the ledger holds too. Never changed';
COMMENT ON COLUMN indicators_report_signed.head_hash IS 'Hash of the event in the ledger that signed it: finds one that is gone';

CREATE FUNCTION indicators_report_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM indicators_report_signed WHERE report_id = NEW.report_id) THEN
    RAISE EXCEPTION 'report % is signed', NEW.report_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER indicators_report_is_open BEFORE INSERT OR UPDATE ON indicators_report_section
  FOR EACH ROW EXECUTE FUNCTION indicators_report_is_open();

GRANT SELECT, INSERT ON indicators_report, indicators_report_signed TO motcua_app;
GRANT SELECT, INSERT, UPDATE ON indicators_report_section TO motcua_app;
