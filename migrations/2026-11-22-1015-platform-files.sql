-- What is known of each stored file. The content stands in the file store under its hash.
CREATE TABLE platform_file (
  hash text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
  size bigint NOT NULL CHECK (size > 0),
  media_type text NOT NULL CHECK (media_type IN (
    'application/pdf',
    'image/jpeg',
    'image/png',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  )),
  page_count integer NULL CHECK (page_count > 0),
  checked_at timestamptz NOT NULL DEFAULT platform_now(),
  first_seen_at timestamptz NOT NULL DEFAULT platform_now()
);
COMMENT ON TABLE platform_file IS 'A file whose content was inspected and stored; equal contents are one file';
COMMENT ON COLUMN platform_file.hash IS 'SHA-256 of the content, 64 hex digits: its name in the file store';
COMMENT ON COLUMN platform_file.page_count IS 'Null for what has no fixed pages';
COMMENT ON COLUMN platform_file.checked_at IS 'When its content was last inspected';

GRANT SELECT, INSERT, UPDATE (checked_at) ON platform_file TO motcua_app;
