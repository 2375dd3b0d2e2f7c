-- Intake at the counter: dossiers handed in together, and the records by which the post hands dossiers over.

ALTER TABLE casework_dossier ADD COLUMN group_id uuid;
COMMENT ON COLUMN casework_dossier.group_id IS 'Dossiers handed in together by one person share it; null: handed in alone';
CREATE INDEX casework_dossier_group ON casework_dossier (group_id) WHERE group_id IS NOT NULL;

CREATE TABLE casework_post_handover (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL,
  post_office text NOT NULL CHECK (length(post_office) BETWEEN 2 AND 200),
  signed_by_post text NOT NULL CHECK (length(signed_by_post) BETWEEN 2 AND 100),
  signed_at timestamptz(3) NOT NULL,
  received_by uuid NOT NULL,
  recorded_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  command_id uuid NOT NULL,
  CHECK (signed_at <= recorded_at),
  UNIQUE (received_by, command_id)
);
COMMENT ON TABLE casework_post_handover IS 'Biên bản giao nhận hồ sơ with the post (QĐ 45/2016 Art. 7): signed by both, that moment is the legal time of filing of every dossier in it. Append-only';
COMMENT ON COLUMN casework_post_handover.signed_at IS 'When both signed, as the paper says; recorded_at is when it was entered here (the database''s own time)';
CREATE INDEX casework_post_handover_newest ON casework_post_handover (agency_id, signed_at DESC, id DESC);

CREATE TABLE casework_post_item (
  id uuid PRIMARY KEY,
  handover_id uuid NOT NULL REFERENCES casework_post_handover (id),
  agency_id uuid NOT NULL,
  position integer NOT NULL CHECK (position >= 1),
  slip_number text NOT NULL CHECK (length(slip_number) BETWEEN 1 AND 40 AND slip_number = upper(slip_number)),
  procedure_code text NOT NULL CHECK (procedure_code ~ '^\d\.\d{6}$'),
  complete boolean NOT NULL,
  remark text CHECK (length(remark) BETWEEN 1 AND 500),
  dossier_id uuid UNIQUE REFERENCES casework_dossier (id) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (handover_id, position),
  UNIQUE (agency_id, slip_number)
);
COMMENT ON TABLE casework_post_item IS 'One dossier in a hand-over record: the number of its slip, whether it was complete when counted, and the dossier entered from it';

GRANT SELECT, INSERT ON casework_post_handover TO motcua_app;
GRANT SELECT, INSERT, UPDATE (dossier_id) ON casework_post_item TO motcua_app;
