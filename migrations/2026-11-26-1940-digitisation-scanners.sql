-- Scanners at counters: the folder into which each drops its files, and what came of every file that was taken from there.
CREATE TABLE digitisation_scanner (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL REFERENCES organisation_agency (id),
  counter_number smallint NOT NULL CHECK (counter_number BETWEEN 1 AND 999),
  folder text NOT NULL CHECK (folder ~ '^[a-z0-9-]{1,120}/quay-[1-9][0-9]{0,2}$'),
  added_by uuid NOT NULL,
  added_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  removed_by uuid NULL,
  removed_at timestamptz(3) NULL,
  CONSTRAINT digitisation_scanner_removed CHECK ((removed_by IS NULL) = (removed_at IS NULL))
);
CREATE UNIQUE INDEX digitisation_scanner_once ON digitisation_scanner (agency_id, counter_number) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX digitisation_scanner_folder ON digitisation_scanner (folder) WHERE removed_at IS NULL;
COMMENT ON TABLE digitisation_scanner IS 'A counter whose scanner drops its files into a watched folder; set up by an administrator';
COMMENT ON COLUMN digitisation_scanner.folder IS 'Below the folder of all scanners: the agency''s address word, the counter';

CREATE TABLE digitisation_scanner_file (
  id uuid PRIMARY KEY,
  scanner_id uuid NOT NULL REFERENCES digitisation_scanner (id),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  state text NOT NULL CHECK (state IN ('waiting', 'repeated', 'refused', 'taken', 'discarded')),
  file_hash text NULL REFERENCES platform_file (hash),
  reason text NULL CHECK (length(reason) BETWEEN 1 AND 80),
  reason_params jsonb NOT NULL DEFAULT '{}',
  arrived_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  changed_by uuid NULL,
  changed_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  CONSTRAINT digitisation_scanner_file_reason CHECK ((file_hash IS NULL) = (reason IS NOT NULL)),
  CONSTRAINT digitisation_scanner_file_refused CHECK (state <> 'refused' OR reason IS NOT NULL),
  CONSTRAINT digitisation_scanner_file_given CHECK (state <> 'taken' OR (file_hash IS NOT NULL AND changed_by IS NOT NULL))
);
CREATE UNIQUE INDEX digitisation_scanner_file_waits_once ON digitisation_scanner_file (scanner_id, file_hash) WHERE state = 'waiting';
CREATE INDEX digitisation_scanner_file_open ON digitisation_scanner_file (scanner_id, arrived_at) WHERE state IN ('waiting', 'refused');
CREATE INDEX digitisation_scanner_file_taken ON digitisation_scanner_file (changed_by, changed_at) WHERE state = 'taken';
CREATE INDEX digitisation_scanner_file_hash ON digitisation_scanner_file (file_hash) WHERE file_hash IS NOT NULL;
COMMENT ON TABLE digitisation_scanner_file IS 'A file that a scanner dropped: it waits for a clerk, was taken by one, or was refused';
COMMENT ON COLUMN digitisation_scanner_file.id IS 'Given before the file is taken, and the name of the folder it is taken into: so it is taken once, however often it is tried';
COMMENT ON COLUMN digitisation_scanner_file.state IS 'repeated: the same bytes waited at this counter already; discarded: a clerk put it away, or nobody wanted it for a month';
COMMENT ON COLUMN digitisation_scanner_file.reason IS 'Code of the refusal';

GRANT SELECT, INSERT, UPDATE (removed_by, removed_at) ON digitisation_scanner TO motcua_app;
GRANT SELECT, INSERT, UPDATE (state, changed_by, changed_at) ON digitisation_scanner_file TO motcua_app;
