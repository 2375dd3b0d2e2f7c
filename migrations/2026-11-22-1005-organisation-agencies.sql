-- Agencies, their names and hours, officers and mandates. Everything that a decision can change has a period of validity:
-- valid_from (inclusive) and valid_to (exclusive, null while in force) are dates in Viet Nam (+07:00).

CREATE TABLE organisation_calendar (
  key text PRIMARY KEY CHECK (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name_vi text NOT NULL CHECK (name_vi <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  source text NOT NULL
);
COMMENT ON TABLE organisation_calendar IS 'Sets of office hours; an agency keeps one of them';

CREATE TABLE organisation_office_hours (
  calendar_key text NOT NULL REFERENCES organisation_calendar (key),
  weekday smallint NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  start_minute smallint NOT NULL CHECK (start_minute >= 0),
  end_minute smallint NOT NULL CHECK (end_minute <= 1440),
  PRIMARY KEY (calendar_key, weekday, start_minute),
  CHECK (start_minute < end_minute),
  CONSTRAINT organisation_office_hours_no_overlap EXCLUDE USING gist (
    calendar_key WITH =, weekday WITH =, int4range(start_minute, end_minute) WITH &&)
);
COMMENT ON TABLE organisation_office_hours IS 'Opening ranges of a set of hours: ISO weekday (1 Monday), minutes after midnight';

CREATE TABLE organisation_agency (
  id uuid PRIMARY KEY,
  parent_id uuid REFERENCES organisation_agency (id),
  path ltree NOT NULL,
  kind text NOT NULL CHECK (kind IN ('province', 'department', 'vertical', 'branch', 'commune', 'one_stop_centre')),
  code text NOT NULL UNIQUE CHECK (code ~ '^[A-Y][0-9]{2}(\.[A-Z0-9]+)*$' AND length(code) <= 35),
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  unit_code text UNIQUE CHECK (unit_code ~ '^([0-9]{2}|[0-9]{5})$'),
  unit_type text CHECK (unit_type IN ('tỉnh', 'thành phố', 'xã', 'phường', 'đặc khu')),
  calendar_key text NOT NULL REFERENCES organisation_calendar (key),
  address text CHECK (address <> ''),
  phone text CHECK (phone <> ''),
  valid_from date NOT NULL,
  valid_to date,
  CHECK (valid_to > valid_from),
  CHECK ((parent_id IS NULL) = (kind = 'province')),
  CHECK ((unit_code IS NULL) = (kind NOT IN ('province', 'commune'))),
  CHECK ((unit_type IS NULL) = (unit_code IS NULL))
);
COMMENT ON TABLE organisation_agency IS 'The tree of agencies. code follows the form of QĐ 20/2020/QĐ-TTg; unit_code is the official code of the territory (QĐ 19/2025/QĐ-TTg); path is the line of ids from the root, kept by a trigger';
COMMENT ON COLUMN organisation_agency.address IS 'Null: not known yet';
COMMENT ON COLUMN organisation_agency.phone IS 'Null: not known yet';
CREATE INDEX organisation_agency_parent ON organisation_agency (parent_id);
CREATE INDEX organisation_agency_path ON organisation_agency USING gist (path);

CREATE FUNCTION organisation_agency_set_path() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  own ltree := replace(NEW.id::text, '-', '')::ltree;
  above ltree;
BEGIN
  IF NEW.parent_id IS NULL THEN
    NEW.path := own;
    RETURN NEW;
  END IF;
  SELECT path INTO above FROM organisation_agency WHERE id = NEW.parent_id;
  IF above ~ ('*.' || own::text || '.*')::lquery THEN
    RAISE EXCEPTION 'agency % cannot stand below itself', NEW.code USING ERRCODE = 'check_violation';
  END IF;
  NEW.path := above || own;
  RETURN NEW;
END $$;
CREATE TRIGGER organisation_agency_path BEFORE INSERT OR UPDATE ON organisation_agency
  FOR EACH ROW EXECUTE FUNCTION organisation_agency_set_path();

CREATE FUNCTION organisation_agency_move_children() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE organisation_agency SET path = NEW.path WHERE parent_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER organisation_agency_children AFTER UPDATE ON organisation_agency
  FOR EACH ROW WHEN (OLD.path IS DISTINCT FROM NEW.path) EXECUTE FUNCTION organisation_agency_move_children();

CREATE TABLE organisation_agency_name (
  agency_id uuid NOT NULL REFERENCES organisation_agency (id),
  name text NOT NULL CHECK (name <> ''),
  short_name text NOT NULL CHECK (short_name <> ''),
  name_search text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  PRIMARY KEY (agency_id, valid_from),
  CHECK (valid_to > valid_from),
  CONSTRAINT organisation_agency_name_no_overlap EXCLUDE USING gist (
    agency_id WITH =, daterange(valid_from, valid_to) WITH &&)
);
COMMENT ON TABLE organisation_agency_name IS 'The names an agency has had; at any date at most one. name_search is the name without diacritics';

CREATE TABLE organisation_calendar_day (
  id uuid PRIMARY KEY,
  agency_id uuid REFERENCES organisation_agency (id),
  on_date date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('off', 'working', 'half')),
  category text CHECK (category IN ('holiday', 'compensation', 'swap', 'closure')),
  replaces date,
  intervals jsonb CHECK (jsonb_typeof(intervals) = 'array'),
  name_vi text NOT NULL CHECK (name_vi <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  decision text NOT NULL,
  CONSTRAINT organisation_calendar_day_once UNIQUE NULLS NOT DISTINCT (agency_id, on_date),
  CHECK (kind <> 'off' OR intervals IS NULL)
);
COMMENT ON TABLE organisation_calendar_day IS 'Days that differ from the week: holidays, days off, swapped working days, half days; agency_id null means the whole province. An agency''s own day replaces the province''s. Bộ luật Lao động 2019, Điều 111, 112';
COMMENT ON COLUMN organisation_calendar_day.intervals IS 'Opening ranges of that day as [[startMinute, endMinute], …]; null: those of an ordinary day';

CREATE TABLE organisation_calendar_year (
  year smallint PRIMARY KEY CHECK (year BETWEEN 2000 AND 2100)
);
COMMENT ON TABLE organisation_calendar_year IS 'Years whose holidays are in organisation_calendar_day; a deadline that touches another year is shown as provisional';

CREATE TABLE organisation_calendar_unsettled (
  from_date date NOT NULL,
  to_date date NOT NULL,
  PRIMARY KEY (from_date, to_date),
  CHECK (from_date <= to_date)
);
COMMENT ON TABLE organisation_calendar_unsettled IS 'Spans (both ends included) in which days off or swaps may still be decided; a deadline that touches one is shown as provisional';

CREATE TABLE organisation_officer (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL UNIQUE,
  display_name text NOT NULL CHECK (display_name <> ''),
  name_search text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT platform_now()
);
COMMENT ON TABLE organisation_officer IS 'Officers. They act in public: the person who handles a dossier is named to the applicant, so names are not sealed';

CREATE TABLE organisation_mandate (
  id uuid PRIMARY KEY,
  officer_id uuid NOT NULL REFERENCES organisation_officer (id),
  agency_id uuid NOT NULL REFERENCES organisation_agency (id),
  role text NOT NULL CHECK (role IN ('receptionist', 'handler', 'reviewer', 'approver', 'agency_leader', 'province_leader', 'administrator')),
  position text NOT NULL CHECK (position <> ''),
  valid_from date NOT NULL,
  valid_to date,
  granted_by uuid,
  created_at timestamptz NOT NULL DEFAULT platform_now(),
  CHECK (valid_to > valid_from),
  CONSTRAINT organisation_mandate_no_overlap EXCLUDE USING gist (
    officer_id WITH =, agency_id WITH =, role WITH =, daterange(valid_from, valid_to) WITH &&)
);
COMMENT ON TABLE organisation_mandate IS 'Who may act in which agency in which role, from when to when; one officer may hold several. A mandate is ended by its date, never deleted';
CREATE INDEX organisation_mandate_agency ON organisation_mandate (agency_id, role);

CREATE TABLE organisation_revision (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  revision bigint NOT NULL
);
COMMENT ON TABLE organisation_revision IS 'One row that counts every change of agencies and calendars, so that copies in memory know when they are old';
INSERT INTO organisation_revision (revision) VALUES (1);

CREATE FUNCTION organisation_count_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE organisation_revision SET revision = revision + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER organisation_change AFTER INSERT OR UPDATE OR DELETE ON organisation_calendar
  FOR EACH STATEMENT EXECUTE FUNCTION organisation_count_change();
CREATE TRIGGER organisation_change AFTER INSERT OR UPDATE OR DELETE ON organisation_office_hours
  FOR EACH STATEMENT EXECUTE FUNCTION organisation_count_change();
CREATE TRIGGER organisation_change AFTER INSERT OR UPDATE OR DELETE ON organisation_agency
  FOR EACH STATEMENT EXECUTE FUNCTION organisation_count_change();
CREATE TRIGGER organisation_change AFTER INSERT OR UPDATE OR DELETE ON organisation_agency_name
  FOR EACH STATEMENT EXECUTE FUNCTION organisation_count_change();
CREATE TRIGGER organisation_change AFTER INSERT OR UPDATE OR DELETE ON organisation_calendar_day
  FOR EACH STATEMENT EXECUTE FUNCTION organisation_count_change();
CREATE TRIGGER organisation_change AFTER INSERT OR UPDATE OR DELETE ON organisation_calendar_year
  FOR EACH STATEMENT EXECUTE FUNCTION organisation_count_change();
CREATE TRIGGER organisation_change AFTER INSERT OR UPDATE OR DELETE ON organisation_calendar_unsettled
  FOR EACH STATEMENT EXECUTE FUNCTION organisation_count_change();

GRANT SELECT, INSERT, UPDATE ON organisation_agency, organisation_agency_name, organisation_calendar,
  organisation_officer, organisation_mandate TO motcua_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON organisation_office_hours, organisation_calendar_day, organisation_calendar_year,
  organisation_calendar_unsettled TO motcua_app;
GRANT SELECT, UPDATE ON organisation_revision TO motcua_app;
