-- Templates of the papers that are printed: what there is, the published texts, and the one draft of each that is being written.

CREATE TABLE documents_template (
  key             text PRIMARY KEY CHECK (key ~ '^[a-z]+(-[a-z0-9.]+)+$'),
  name_vi         text NOT NULL CHECK (name_vi <> ''),
  name_en         text NOT NULL CHECK (name_en <> ''),
  unsure          boolean NOT NULL,
  procedure_codes text[] NOT NULL,
  fields          jsonb NOT NULL CHECK (jsonb_typeof(fields) = 'object'),
  sample          jsonb NOT NULL CHECK (jsonb_typeof(sample) = 'object')
);
COMMENT ON TABLE documents_template IS 'Papers that can be printed. fields: JSON Schema of what the program hands over; sample: data to try a text with. Both come with the program';
COMMENT ON COLUMN documents_template.procedure_codes IS 'Procedures whose result this is; empty for papers of every procedure';
COMMENT ON COLUMN documents_template.unsure IS 'The official layout was not obtained or is only illustrated; administrators see it';

CREATE TABLE documents_template_version (
  template_key text NOT NULL REFERENCES documents_template (key),
  version      integer NOT NULL CHECK (version >= 1),
  valid_from   date NOT NULL,
  source       text NOT NULL CHECK (length(source) BETWEEN 1 AND 60000),
  source_hash  text NOT NULL CHECK (source_hash ~ '^[0-9a-f]{64}$'),
  source_note  text NOT NULL CHECK (length(source_note) BETWEEN 1 AND 500),
  origin       text NOT NULL CHECK (origin IN ('shipped', 'edited')),
  published_by uuid,
  published_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  PRIMARY KEY (template_key, version),
  CHECK ((origin = 'edited') = (published_by IS NOT NULL))
);
COMMENT ON TABLE documents_template_version IS
  'Published texts (Typst). In force on a day: the highest version whose valid_from has come. Never changed; going back is publishing the older text again';
COMMENT ON COLUMN documents_template_version.source_note IS 'Where the layout comes from: the text of law, or why it was changed';

CREATE TABLE documents_template_draft (
  template_key text PRIMARY KEY REFERENCES documents_template (key),
  revision     integer NOT NULL CHECK (revision >= 1),
  source       text NOT NULL CHECK (length(source) <= 60000),
  saved_by     uuid NOT NULL,
  saved_at     timestamptz(3) NOT NULL DEFAULT platform_now()
);
COMMENT ON TABLE documents_template_draft IS 'The text being written for a template, also when it does not compile; gone when published or given up';

GRANT SELECT, INSERT, UPDATE ON documents_template TO motcua_app;
GRANT SELECT, INSERT ON documents_template_version TO motcua_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON documents_template_draft TO motcua_app;
