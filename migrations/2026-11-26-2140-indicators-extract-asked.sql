-- Extracts of open data asked for before their night: so that the page can say that one is being made.

CREATE TABLE indicators_extract_asked (
  month date PRIMARY KEY CHECK (extract(day FROM month) = 1),
  asked_at timestamptz(3) NOT NULL DEFAULT platform_now()
);
COMMENT ON TABLE indicators_extract_asked IS 'When the extract of a month was last asked for on demand; who asked stands in the ledger (ExtractAsked)';

GRANT SELECT, INSERT, UPDATE ON indicators_extract_asked TO motcua_app;
