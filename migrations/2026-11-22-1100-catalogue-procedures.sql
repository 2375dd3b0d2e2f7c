-- The catalogue: fields, life events, procedures and flows as published documents in versions, and the index they are found by.

CREATE TABLE catalogue_field (
  key        text PRIMARY KEY CHECK (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  code       text UNIQUE CHECK (code ~ '^[A-Z][0-9]{2}-[A-Z]{2}[0-9]{2}$'),
  name_vi    text NOT NULL CHECK (name_vi <> ''),
  name_en    text NOT NULL CHECK (name_en <> ''),
  sort_order integer NOT NULL CHECK (sort_order >= 0)
);
COMMENT ON TABLE catalogue_field IS 'Fields of state management (lĩnh vực); code is null where the national code is not known';

CREATE TABLE catalogue_life_event (
  key        text PRIMARY KEY CHECK (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  audience   text NOT NULL CHECK (audience IN ('citizen', 'business')),
  name_vi    text NOT NULL CHECK (name_vi <> ''),
  name_en    text NOT NULL CHECK (name_en <> ''),
  summary_vi text NOT NULL,
  summary_en text NOT NULL,
  sort_order integer NOT NULL CHECK (sort_order >= 0)
);
COMMENT ON TABLE catalogue_life_event IS 'Life events by which citizens look for procedures';

CREATE TABLE catalogue_procedure (
  id         uuid PRIMARY KEY,
  code       text NOT NULL UNIQUE CHECK (code ~ '^[0-9]\.[0-9]{6}$'),
  created_at timestamptz NOT NULL DEFAULT platform_now()
);
COMMENT ON TABLE catalogue_procedure IS 'Administrative procedures by national code; what they say is in their versions';

CREATE TABLE catalogue_procedure_version (
  id            uuid PRIMARY KEY,
  procedure_id  uuid NOT NULL REFERENCES catalogue_procedure (id),
  version       integer NOT NULL CHECK (version >= 1),
  valid_from    date NOT NULL,
  valid_to      date CHECK (valid_to >= valid_from),
  state         text NOT NULL DEFAULT 'published' CHECK (state IN ('published', 'withdrawn')),
  document      jsonb NOT NULL CHECK (jsonb_typeof(document) = 'object'),
  document_hash text NOT NULL CHECK (document_hash ~ '^[0-9a-f]{64}$'),
  published_at  timestamptz NOT NULL DEFAULT platform_now(),
  UNIQUE (procedure_id, version),
  EXCLUDE USING gist (procedure_id WITH =, daterange(valid_from, valid_to) WITH &&) WHERE (state = 'published')
);
COMMENT ON TABLE catalogue_procedure_version IS
  'Published texts of procedures; a dossier keeps the version it was received under. valid_to is exclusive; equal dates: never in force. The document never changes';

CREATE TABLE catalogue_flow (
  id         uuid PRIMARY KEY,
  code       text NOT NULL UNIQUE CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  created_at timestamptz NOT NULL DEFAULT platform_now()
);
COMMENT ON TABLE catalogue_flow IS 'Processing flows (quy trình điện tử) by code';

CREATE TABLE catalogue_flow_version (
  id              uuid PRIMARY KEY,
  flow_id         uuid NOT NULL REFERENCES catalogue_flow (id),
  version         integer NOT NULL CHECK (version >= 1),
  definition      jsonb NOT NULL CHECK (jsonb_typeof(definition) = 'object'),
  definition_hash text NOT NULL CHECK (definition_hash ~ '^[0-9a-f]{64}$'),
  published_at    timestamptz NOT NULL DEFAULT platform_now(),
  UNIQUE (flow_id, version)
);
COMMENT ON TABLE catalogue_flow_version IS
  'Published definitions of flows; the newest serves new dossiers, a dossier keeps the one it started in. Never changes';

CREATE TABLE catalogue_lineage (
  code        text PRIMARY KEY CHECK (code ~ '^[0-9]\.[0-9]{6}$'),
  kind        text NOT NULL CHECK (kind IN ('replaced', 'withdrawn', 'local')),
  replaced_by text CHECK (replaced_by ~ '^[0-9]\.[0-9]{6}$'),
  note        text,
  source      text NOT NULL,
  CHECK ((kind = 'withdrawn') = (replaced_by IS NULL)),
  CHECK (replaced_by <> code)
);
COMMENT ON TABLE catalogue_lineage IS 'Codes that are not procedures of their own any more, or here: what took their place';

CREATE TABLE catalogue_search_entry (
  procedure_id     uuid PRIMARY KEY REFERENCES catalogue_procedure (id),
  version_id       uuid NOT NULL UNIQUE REFERENCES catalogue_procedure_version (id),
  code             text NOT NULL UNIQUE,
  name_vi          text NOT NULL,
  name_en          text,
  field_key        text NOT NULL REFERENCES catalogue_field (key),
  level            text NOT NULL CHECK (level IN ('province', 'commune', 'mixed')),
  completeness     text NOT NULL CHECK (completeness IN ('whole', 'entry')),
  service_level    text NOT NULL CHECK (service_level IN ('information', 'partial', 'full')),
  binding_limit    jsonb,
  agency_slugs     text[] NOT NULL,
  life_events      text[] NOT NULL,
  popularity       integer NOT NULL CHECK (popularity BETWEEN 0 AND 100),
  name_plain       text NOT NULL,
  phrases_plain    text NOT NULL,
  code_digits      text NOT NULL CHECK (code_digits ~ '^[0-9]{7}$'),
  older_codes      text[] NOT NULL
);
COMMENT ON TABLE catalogue_search_entry IS
  'One row per procedure in force, made anew when an import changes something: what lists show and what the search compares (plain = lower case, no diacritics)';
CREATE TABLE catalogue_search_word (
  word         text NOT NULL CHECK (word ~ '^[^ ]+$'),
  procedure_id uuid NOT NULL REFERENCES catalogue_search_entry (procedure_id),
  weight       double precision NOT NULL CHECK (weight > 0 AND weight <= 1),
  PRIMARY KEY (word, procedure_id)
);
COMMENT ON TABLE catalogue_search_word IS 'Which procedure is found by which word, and how much the word weighs (1: it stands in the name)';

CREATE TABLE catalogue_search_state (
  single     boolean PRIMARY KEY DEFAULT true CHECK (single),
  stamp      text NOT NULL CHECK (stamp ~ '^[0-9a-f]{64}$'),
  vocabulary text[] NOT NULL
);
COMMENT ON TABLE catalogue_search_state IS 'One row: what the search index was made from, and all its words, against which misspelt ones are mended';

CREATE INDEX catalogue_search_entry_field ON catalogue_search_entry (field_key);
CREATE INDEX catalogue_search_entry_life_events ON catalogue_search_entry USING gin (life_events);
CREATE INDEX catalogue_search_entry_agencies ON catalogue_search_entry USING gin (agency_slugs);
CREATE INDEX catalogue_search_entry_popular ON catalogue_search_entry (popularity DESC, code);

GRANT SELECT, INSERT, UPDATE ON catalogue_field, catalogue_life_event, catalogue_lineage TO motcua_app;
GRANT SELECT, INSERT ON catalogue_procedure, catalogue_procedure_version, catalogue_flow, catalogue_flow_version TO motcua_app;
GRANT UPDATE (valid_to, state) ON catalogue_procedure_version TO motcua_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON catalogue_search_entry, catalogue_search_word, catalogue_search_state TO motcua_app;
