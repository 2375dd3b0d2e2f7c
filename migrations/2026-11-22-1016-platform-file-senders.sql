-- Who sent a file. A dossier takes only files that its sender sent in: a hash is public on the verification page, and
-- knowing it must not be enough to get at the file.
CREATE TABLE platform_file_sender (
  hash text NOT NULL REFERENCES platform_file (hash),
  user_id uuid NOT NULL,
  sent_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  PRIMARY KEY (hash, user_id)
);
COMMENT ON TABLE platform_file_sender IS 'Accounts that uploaded a file: only they may put it into a dossier';
GRANT SELECT, INSERT ON platform_file_sender TO motcua_app;
