-- What digitisation clears away: working pictures once the PDF/A stands for the paper, and what an erased person's papers could be found by.
ALTER TABLE digitisation_page ADD COLUMN image_cleared_at timestamptz(3) NULL,
  DROP CONSTRAINT digitisation_page_seen,
  ADD CONSTRAINT digitisation_page_seen CHECK (state <> 'read' OR image_hash IS NOT NULL OR image_cleared_at IS NOT NULL),
  ADD CONSTRAINT digitisation_page_cleared CHECK (image_cleared_at IS NULL OR image_hash IS NULL);
COMMENT ON COLUMN digitisation_page.image_cleared_at IS 'When the picture was cleared away: the PDF/A holds it, or the person was erased';
GRANT UPDATE (image_cleared_at) ON digitisation_page TO motcua_app;

CREATE INDEX digitisation_output_file ON digitisation_output (file_hash);
CREATE INDEX digitisation_confirmation_time ON digitisation_confirmation (confirmed_at);
CREATE INDEX vault_person_erased ON vault_person (erased_at) WHERE erased_at IS NOT NULL;

CREATE TABLE digitisation_leftover (
  file_hash text PRIMARY KEY REFERENCES platform_file (hash),
  source_hash text NULL,
  since timestamptz(3) NOT NULL DEFAULT platform_now()
);
COMMENT ON TABLE digitisation_leftover IS 'Contents that nothing of digitisation names any more, until they are removed from the file store';
COMMENT ON COLUMN digitisation_leftover.source_hash IS 'The file the picture was made from: while it is read again the picture is not removed, for the same bytes would come of it';
GRANT SELECT, INSERT, DELETE ON digitisation_leftover TO motcua_app;
