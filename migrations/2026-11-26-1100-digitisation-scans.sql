-- Papers that were scanned: who, when, from what; how far their reading is; what came of it. Nothing that stands on a paper is readable
-- here: readings and fields are sealed under the person's key, or under the scan's own as long as no person is known.
CREATE TABLE digitisation_scan (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL REFERENCES organisation_agency (id),
  scanned_by uuid NOT NULL,
  command_id uuid NOT NULL,
  person_id uuid NULL REFERENCES vault_person (id),
  own_key bytea NULL CHECK (octet_length(own_key) = 61),
  dossier_id uuid NULL,
  component_key text NULL CHECK (length(component_key) BETWEEN 1 AND 64),
  told_kind text NULL CHECK (told_kind ~ '^[a-z_]{1,40}$'),
  found_kind text NULL CHECK (found_kind ~ '^[a-z_]{1,40}$'),
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'reading', 'read', 'refused', 'failed')),
  finish_attempts smallint NOT NULL DEFAULT 0 CHECK (finish_attempts >= 0),
  fields bytea NULL,
  words bytea[] NOT NULL DEFAULT '{}',
  number_index bytea NULL CHECK (octet_length(number_index) = 16),
  started_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  changed_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  finished_at timestamptz(3) NULL,
  CONSTRAINT digitisation_scan_once UNIQUE (scanned_by, command_id),
  CONSTRAINT digitisation_scan_finished CHECK ((finished_at IS NULL) = (state IN ('queued', 'reading')))
);
CREATE INDEX digitisation_scan_of_agency ON digitisation_scan (agency_id, id DESC);
CREATE INDEX digitisation_scan_open ON digitisation_scan (changed_at) WHERE state IN ('queued', 'reading');
CREATE INDEX digitisation_scan_number ON digitisation_scan (number_index) WHERE number_index IS NOT NULL;
CREATE INDEX digitisation_scan_words ON digitisation_scan USING gin (words);
CREATE INDEX digitisation_scan_person ON digitisation_scan (person_id) WHERE person_id IS NOT NULL;
COMMENT ON TABLE digitisation_scan IS 'A paper that was scanned at a counter, and how far its reading is';
COMMENT ON COLUMN digitisation_scan.command_id IS 'Client-made: a second press is the first scan';
COMMENT ON COLUMN digitisation_scan.own_key IS 'A key for this scan alone, wrapped by the master key, while no person is known; null once one is, or once its contents are forgotten';
COMMENT ON COLUMN digitisation_scan.fields IS 'Sealed: the fields found on the paper, as JSON';
COMMENT ON COLUMN digitisation_scan.words IS 'Blind indexes of the words by which the paper is searched, without those printed on every form';
COMMENT ON COLUMN digitisation_scan.number_index IS 'Blind index of kind and number: the same paper has the same';

CREATE TABLE digitisation_source (
  scan_id uuid NOT NULL REFERENCES digitisation_scan (id),
  position smallint NOT NULL CHECK (position >= 1),
  file_hash text NOT NULL REFERENCES platform_file (hash),
  PRIMARY KEY (scan_id, position)
);
CREATE INDEX digitisation_source_file ON digitisation_source (file_hash);
COMMENT ON TABLE digitisation_source IS 'The files a scan was made from, in their order; append-only';

CREATE TABLE digitisation_page (
  scan_id uuid NOT NULL REFERENCES digitisation_scan (id),
  number smallint NOT NULL CHECK (number BETWEEN 1 AND 300),
  source_position smallint NOT NULL,
  source_page smallint NOT NULL CHECK (source_page >= 1),
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'reading', 'read', 'refused', 'failed')),
  attempts smallint NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  leased_until timestamptz NULL,
  reason text NULL CHECK (reason ~ '^[a-z_]{1,30}$'),
  measures jsonb NULL,
  turn smallint NULL CHECK (turn IN (0, 90, 180, 270)),
  skew real NULL CHECK (skew BETWEEN -10 AND 10),
  image_hash text NULL CHECK (image_hash ~ '^[0-9a-f]{64}$'),
  look bit(256) NULL,
  reading bytea NULL,
  PRIMARY KEY (scan_id, number),
  FOREIGN KEY (scan_id, source_position) REFERENCES digitisation_source (scan_id, position),
  CONSTRAINT digitisation_page_reason CHECK ((reason IS NOT NULL) = (state IN ('refused', 'failed'))),
  CONSTRAINT digitisation_page_seen CHECK (state <> 'read' OR image_hash IS NOT NULL)
);
CREATE INDEX digitisation_page_image ON digitisation_page (image_hash) WHERE image_hash IS NOT NULL;
COMMENT ON TABLE digitisation_page IS 'One page of a scan, read by itself: a page that fails holds up no other';
COMMENT ON COLUMN digitisation_page.leased_until IS 'Until when the worker that took the page may be at it; afterwards another takes it';
COMMENT ON COLUMN digitisation_page.measures IS 'Numbers alone: size, ink, brightness, sharpness, letters cut, confidence';
COMMENT ON COLUMN digitisation_page.image_hash IS 'The upright page as JPEG in the file store';
COMMENT ON COLUMN digitisation_page.look IS 'What the page looks like: two scans of one sheet differ in few of the bits';
COMMENT ON COLUMN digitisation_page.reading IS 'Sealed: words and where they stand';

CREATE TABLE digitisation_output (
  scan_id uuid PRIMARY KEY REFERENCES digitisation_scan (id),
  file_hash text NOT NULL REFERENCES platform_file (hash),
  page_count smallint NOT NULL CHECK (page_count >= 1),
  made_with text NOT NULL,
  made_at timestamptz(3) NOT NULL DEFAULT platform_now()
);
COMMENT ON TABLE digitisation_output IS 'The PDF/A that was made of a scan, by its hash; append-only';

CREATE TABLE digitisation_confirmation (
  scan_id uuid PRIMARY KEY REFERENCES digitisation_scan (id),
  confirmed_by uuid NOT NULL,
  paper_kind text NOT NULL CHECK (paper_kind ~ '^[a-z_]{1,40}$'),
  fields bytea NOT NULL,
  commitment bytea NOT NULL CHECK (octet_length(commitment) = 32),
  corrected text[] NOT NULL,
  file_hash text NOT NULL REFERENCES platform_file (hash),
  kept_as uuid NULL,
  confirmed_at timestamptz(3) NOT NULL DEFAULT platform_now()
);
COMMENT ON TABLE digitisation_confirmation IS 'What the clerk confirmed with the paper before them; append-only';
COMMENT ON COLUMN digitisation_confirmation.fields IS 'Sealed: the confirmed fields, as JSON';
COMMENT ON COLUMN digitisation_confirmation.corrected IS 'Keys of the fields that differ from what was read: by this the reading is judged';
COMMENT ON COLUMN digitisation_confirmation.kept_as IS 'The paper in the person''s store, where there is one';

GRANT SELECT, INSERT,
  UPDATE (person_id, own_key, found_kind, state, finish_attempts, fields, words, number_index, changed_at, finished_at)
  ON digitisation_scan TO motcua_app;
GRANT SELECT, INSERT ON digitisation_source TO motcua_app;
GRANT SELECT, INSERT, DELETE,
  UPDATE (state, attempts, leased_until, reason, measures, turn, skew, image_hash, look, reading)
  ON digitisation_page TO motcua_app;
GRANT SELECT, INSERT ON digitisation_output TO motcua_app;
GRANT SELECT, INSERT ON digitisation_confirmation TO motcua_app;
