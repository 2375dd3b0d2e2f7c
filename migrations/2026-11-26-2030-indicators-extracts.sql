-- Published extracts of open data: one a month, once and for good. The files stand in the file store under their hashes.

CREATE TABLE indicators_extract (
  month date PRIMARY KEY CHECK (extract(day FROM month) = 1),
  dossiers integer NOT NULL CHECK (dossiers >= 0),
  figures integer NOT NULL CHECK (figures >= 0),
  published_at timestamptz(3) NOT NULL DEFAULT platform_now()
);
COMMENT ON TABLE indicators_extract IS 'The facts behind the public figures as they had been entered by the end of a month; never changed, so that a figure once told can be derived again';

CREATE TABLE indicators_extract_file (
  month date NOT NULL REFERENCES indicators_extract (month),
  name text NOT NULL CHECK (name ~ '^[a-z][a-z0-9-]{0,60}\.[a-z]{2,7}$'),
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  size bigint NOT NULL CHECK (size > 0),
  PRIMARY KEY (month, name)
);
COMMENT ON COLUMN indicators_extract_file.hash IS 'SHA-256 of the file: its checksum for everybody, and its name in the file store';

GRANT SELECT, INSERT ON indicators_extract, indicators_extract_file TO motcua_app;
