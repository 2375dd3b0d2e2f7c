-- Facts about this installation that the product itself must remember between starts.
CREATE TABLE platform_setting (
  name text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9_]{0,63}$'),
  value text NOT NULL,
  changed_at timestamptz(3) NOT NULL DEFAULT platform_now()
);
COMMENT ON TABLE platform_setting IS 'What an installation remembers of itself; demonstration_made: the digest of the demonstration, written in the transaction that made it';
GRANT SELECT, INSERT, UPDATE ON platform_setting TO motcua_app;
