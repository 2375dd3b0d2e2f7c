-- Casework: a counter that goes on working without network. Numbers are reserved in advance for one machine; what it
-- wrote down meanwhile comes in as a chain of records, each once.

CREATE TABLE casework_offline_device (
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  ordinal integer NOT NULL CHECK (ordinal BETWEEN 1 AND 9999),
  first_seen_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  PRIMARY KEY (id, agency_id),
  UNIQUE (agency_id, ordinal)
);
COMMENT ON TABLE casework_offline_device IS 'A machine (one browser profile) that was prepared for working without network; its ordinal marks its tickets';

CREATE TABLE casework_offline_kit (
  id uuid PRIMARY KEY,
  device_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  mandate_id uuid NOT NULL,
  officer_id uuid NOT NULL,
  user_id uuid NOT NULL,
  content_hash bytea NOT NULL CHECK (octet_length(content_hash) = 32),
  issued_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  closed_at timestamptz(3),
  CHECK (expires_at > issued_at),
  FOREIGN KEY (device_id, agency_id) REFERENCES casework_offline_device (id, agency_id)
);
COMMENT ON TABLE casework_offline_kit IS 'What a machine was given to work without network: to whom, for which counter, until when. The journal made with it begins its chain with content_hash';
CREATE INDEX casework_offline_kit_device ON casework_offline_kit (device_id, agency_id) WHERE closed_at IS NULL;

CREATE TABLE casework_number_block (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('dossier', 'receipt')),
  agency_id uuid NOT NULL,
  on_date date NOT NULL,
  first_number integer NOT NULL CHECK (first_number >= 1),
  last_number integer NOT NULL,
  device_id uuid NOT NULL,
  reserved_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  usable_until timestamptz(3) NOT NULL,
  closed_at timestamptz(3),
  CHECK (last_number >= first_number),
  CHECK (kind <> 'receipt' OR on_date = date_trunc('year', on_date::timestamp)::date),
  FOREIGN KEY (device_id, agency_id) REFERENCES casework_offline_device (id, agency_id),
  CONSTRAINT casework_number_block_apart EXCLUDE USING gist (
    kind WITH =, agency_id WITH =, on_date WITH =, int4range(first_number, last_number, '[]') WITH &&)
);
COMMENT ON TABLE casework_number_block IS 'Numbers reserved for one machine: serials of dossier codes of a day, numbers of money receipts of a year (on_date is then 1 January)';
COMMENT ON COLUMN casework_number_block.usable_until IS 'Until when a record that carries one of the numbers is taken; afterwards what was not used is void';
CREATE INDEX casework_number_block_device ON casework_number_block (device_id, agency_id, kind, on_date);
CREATE INDEX casework_number_block_open ON casework_number_block (usable_until) WHERE closed_at IS NULL;

CREATE TABLE casework_receipt_serial (
  agency_id uuid NOT NULL,
  on_year integer NOT NULL CHECK (on_year BETWEEN 2020 AND 2200),
  last_number integer NOT NULL CHECK (last_number BETWEEN 1 AND 999999),
  PRIMARY KEY (agency_id, on_year)
);
COMMENT ON TABLE casework_receipt_serial IS 'Last number reserved in a counter''s series of money receipts given without network';

CREATE TABLE casework_offline_record (
  id uuid PRIMARY KEY,
  kit_id uuid NOT NULL REFERENCES casework_offline_kit (id),
  position integer NOT NULL CHECK (position >= 1),
  kind text NOT NULL CHECK (kind IN ('ticket', 'intake', 'cash', 'count')),
  prev_hash bytea NOT NULL CHECK (octet_length(prev_hash) = 32),
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  number_text text CHECK (length(number_text) BETWEEN 1 AND 60),
  amount bigint CHECK (amount BETWEEN 0 AND 100000000000),
  declared_at timestamptz(3) NOT NULL,
  skew_ms bigint NOT NULL,
  received_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  received_from uuid NOT NULL,
  outcome text NOT NULL DEFAULT 'open' CHECK (outcome IN ('open', 'done', 'by_hand')),
  refusal text,
  resolution jsonb,
  dossier_id uuid REFERENCES casework_dossier (id),
  settled_number text,
  settled_at timestamptz(3),
  UNIQUE (kit_id, position),
  CHECK ((outcome = 'open') = (settled_at IS NULL)),
  CHECK ((kind = 'intake' AND outcome = 'done') = (dossier_id IS NOT NULL))
);
COMMENT ON TABLE casework_offline_record IS 'Each record of a machine''s journal as it came in, in its place in the chain: no place twice, none left out. What people said is not here but in the dossier it became';
COMMENT ON COLUMN casework_offline_record.declared_at IS 'The machine''s own clock when it was written down; skew_ms (server less machine, when it was sent) says how far that clock was off';
COMMENT ON COLUMN casework_offline_record.number_text IS 'The number on the paper the person took home: ticket, dossier code or receipt';
COMMENT ON COLUMN casework_offline_record.settled_number IS 'The number it has now; another than on the paper when that one could not be used';
COMMENT ON COLUMN casework_offline_record.refusal IS 'Why it could not be settled the last time';

CREATE TABLE casework_number_use (
  kind text NOT NULL CHECK (kind IN ('dossier', 'receipt')),
  agency_id uuid NOT NULL,
  on_date date NOT NULL,
  number integer NOT NULL CHECK (number >= 1),
  block_id uuid NOT NULL REFERENCES casework_number_block (id),
  outcome text NOT NULL CHECK (outcome IN ('used', 'void')),
  record_id uuid UNIQUE REFERENCES casework_offline_record (id),
  at timestamptz(3) NOT NULL DEFAULT platform_now(),
  PRIMARY KEY (kind, agency_id, on_date, number),
  CHECK (outcome = 'void' OR record_id IS NOT NULL)
);
COMMENT ON TABLE casework_number_use IS 'What became of each reserved number: used once by one record, or void for ever; never given to another';

CREATE TABLE casework_offline_cash (
  record_id uuid PRIMARY KEY REFERENCES casework_offline_record (id),
  agency_id uuid NOT NULL,
  officer_id uuid NOT NULL,
  receipt_number text NOT NULL UNIQUE CHECK (length(receipt_number) BETWEEN 1 AND 60),
  amount bigint NOT NULL CHECK (amount BETWEEN 1 AND 1000000000),
  purpose text NOT NULL CHECK (purpose IN ('fee', 'charge', 'unstated')),
  intake_record_id uuid,
  dossier_id uuid REFERENCES casework_dossier (id),
  taken_at timestamptz(3) NOT NULL,
  received_at timestamptz(3) NOT NULL DEFAULT platform_now()
);
COMMENT ON TABLE casework_offline_cash IS 'Cash taken at a counter without network, one row a receipt; dossier_id comes when the intake it belongs to has become a dossier';
CREATE INDEX casework_offline_cash_agency ON casework_offline_cash (agency_id, taken_at);
CREATE INDEX casework_offline_cash_intake ON casework_offline_cash (intake_record_id) WHERE intake_record_id IS NOT NULL;

GRANT SELECT, INSERT ON casework_offline_device, casework_number_use TO motcua_app;
-- A row lock needs a right to change: the ordinal's row is locked while a machine is being prepared.
GRANT UPDATE (first_seen_at) ON casework_offline_device TO motcua_app;
GRANT SELECT, INSERT, UPDATE (closed_at) ON casework_offline_kit TO motcua_app;
GRANT SELECT, INSERT, UPDATE (closed_at, usable_until) ON casework_number_block TO motcua_app;
GRANT SELECT, INSERT, UPDATE ON casework_receipt_serial TO motcua_app;
GRANT SELECT, INSERT, UPDATE (outcome, refusal, resolution, dossier_id, settled_number, settled_at) ON casework_offline_record TO motcua_app;
GRANT SELECT, INSERT, UPDATE (dossier_id) ON casework_offline_cash TO motcua_app;
