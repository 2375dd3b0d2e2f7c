-- Figures of the province in indices that others keep (PAR INDEX, SIPAS, PAPI, PCI, ...), entered by one officer and confirmed by another.

CREATE TABLE scorecards_external (
  id        uuid PRIMARY KEY,
  index_key text NOT NULL CHECK (index_key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  year      integer NOT NULL CHECK (year BETWEEN 2000 AND 2100),
  state     jsonb NOT NULL,
  version   integer NOT NULL CHECK (version >= 1),
  head_hash bytea NOT NULL CHECK (length(head_hash) = 32),
  UNIQUE (index_key, year)
);
COMMENT ON TABLE scorecards_external IS 'One year of an index that others keep, as its events in the ledger make it: figures and goals, each entered by one and confirmed by another';
COMMENT ON COLUMN scorecards_external.head_hash IS 'Hash of the last event of the year in the ledger: finds one that is gone';

CREATE TABLE scorecards_external_source (
  external_id uuid NOT NULL REFERENCES scorecards_external (id),
  hash        text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  body        text NOT NULL,
  PRIMARY KEY (external_id, hash)
);
COMMENT ON TABLE scorecards_external_source IS 'Where a figure is from (document, link, page, note) and why it was corrected, as canonical JSON. The ledger holds the SHA-256 only. Only added';

GRANT SELECT, INSERT, UPDATE ON scorecards_external TO motcua_app;
GRANT SELECT, INSERT ON scorecards_external_source TO motcua_app;
