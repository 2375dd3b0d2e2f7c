-- Rounds of scorecards: schemes, sheets of units, what was written into them, what was published.

CREATE TABLE scorecards_scheme (
  key           text NOT NULL CHECK (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  version       integer NOT NULL CHECK (version >= 1),
  document      jsonb NOT NULL,
  document_hash text NOT NULL CHECK (document_hash ~ '^[0-9a-f]{64}$'),
  published_at  timestamptz(3) NOT NULL DEFAULT platform_now(),
  PRIMARY KEY (key, version)
);
COMMENT ON TABLE scorecards_scheme IS 'A published version of a scorecard out of data/scorecards; never changed';

CREATE TABLE scorecards_round (
  id             uuid PRIMARY KEY,
  scheme_key     text NOT NULL,
  scheme_version integer NOT NULL,
  year           integer NOT NULL CHECK (year BETWEEN 2000 AND 2100),
  self_until     date NOT NULL,
  verify_until   date NOT NULL,
  appeal_until   date NOT NULL,
  opened_by      uuid NOT NULL,
  opened_at      timestamptz(3) NOT NULL,
  published_at   timestamptz(3),
  version        integer NOT NULL CHECK (version >= 1),
  head_hash      bytea NOT NULL CHECK (length(head_hash) = 32),
  FOREIGN KEY (scheme_key, scheme_version) REFERENCES scorecards_scheme (key, version),
  UNIQUE (scheme_key, year),
  CHECK (self_until < verify_until AND verify_until < appeal_until)
);
COMMENT ON TABLE scorecards_round IS 'One year of a scorecard: which version, which days each phase ends; its events are in the ledger under its id';
COMMENT ON COLUMN scorecards_round.head_hash IS 'Hash of the last event of the round in the ledger: finds one that is gone';

CREATE TABLE scorecards_sheet (
  id        uuid PRIMARY KEY,
  round_id  uuid NOT NULL REFERENCES scorecards_round (id),
  agency_id uuid NOT NULL REFERENCES organisation_agency (id),
  phase     text NOT NULL CHECK (phase IN ('scoring', 'verifying', 'verified', 'published')),
  verifiers uuid[] NOT NULL DEFAULT '{}',
  state     jsonb NOT NULL,
  version   integer NOT NULL CHECK (version >= 1),
  head_hash bytea NOT NULL CHECK (length(head_hash) = 32),
  UNIQUE (round_id, agency_id)
);
CREATE INDEX scorecards_sheet_agency ON scorecards_sheet (agency_id);
COMMENT ON TABLE scorecards_sheet IS 'The sheet of a unit in a round as its events in the ledger make it; kept for reading, made again from them';

CREATE TABLE scorecards_statement (
  sheet_id  uuid NOT NULL REFERENCES scorecards_sheet (id),
  hash      text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  body      text NOT NULL,
  PRIMARY KEY (sheet_id, hash)
);
COMMENT ON TABLE scorecards_statement IS 'What was written for a score: words, files, links, as canonical JSON. The ledger holds the SHA-256 only, since words may name people. Only added';

CREATE TABLE scorecards_published (
  round_id     uuid PRIMARY KEY REFERENCES scorecards_round (id),
  snapshot     text NOT NULL,
  hash         text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  published_by uuid NOT NULL,
  position     text NOT NULL CHECK (position <> ''),
  published_at timestamptz(3) NOT NULL
);
COMMENT ON TABLE scorecards_published IS 'The result of a round as it was published: canonical JSON and its SHA-256, which the ledger holds too. Never changed; corrections stand beside it';

GRANT SELECT, INSERT ON scorecards_scheme, scorecards_statement, scorecards_published TO motcua_app;
GRANT SELECT, INSERT, UPDATE ON scorecards_round, scorecards_sheet TO motcua_app;
