-- Schemes of scorecards written in the product: drafts, who published a version and why, and why a round's days were moved.

CREATE TABLE scorecards_scheme_draft (
  id       uuid PRIMARY KEY,
  key      text NOT NULL UNIQUE CHECK (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  document jsonb NOT NULL,
  revision integer NOT NULL CHECK (revision >= 1),
  saved_by uuid NOT NULL,
  saved_at timestamptz(3) NOT NULL
);
COMMENT ON TABLE scorecards_scheme_draft IS 'The next version of a scorecard while it is written, however incomplete; one a key. Gone once published or thrown away';
COMMENT ON COLUMN scorecards_scheme_draft.revision IS 'Counts saves: a form drawn on an older one is refused';

CREATE TABLE scorecards_scheme_publication (
  id             uuid PRIMARY KEY,
  key            text NOT NULL,
  version        integer NOT NULL,
  published_by   uuid NOT NULL,
  position       text NOT NULL CHECK (position <> ''),
  reason         text NOT NULL CHECK (reason <> ''),
  published_at   timestamptz(3) NOT NULL,
  stream_version integer NOT NULL CHECK (stream_version >= 1),
  head_hash      bytea NOT NULL CHECK (length(head_hash) = 32),
  UNIQUE (key, version),
  FOREIGN KEY (key, version) REFERENCES scorecards_scheme (key, version)
);
COMMENT ON TABLE scorecards_scheme_publication IS 'Who published a version here, when and by which decision; its event is in the ledger under its id. Versions that ship have none. Only added';
COMMENT ON COLUMN scorecards_scheme_publication.head_hash IS 'Hash of the last event of the publication in the ledger: finds one that is gone';

CREATE TABLE scorecards_round_reason (
  round_id uuid NOT NULL REFERENCES scorecards_round (id),
  hash     text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  body     text NOT NULL CHECK (body <> ''),
  PRIMARY KEY (round_id, hash)
);
COMMENT ON TABLE scorecards_round_reason IS 'Why the days of a round were moved. The ledger holds the SHA-256 only, since words may name people. Only added';

GRANT SELECT, INSERT, UPDATE, DELETE ON scorecards_scheme_draft TO motcua_app;
GRANT SELECT, INSERT ON scorecards_scheme_publication, scorecards_round_reason TO motcua_app;
