-- Surveys: questionnaires in versions, rounds with a sample that anybody can draw again, ballots that cannot be joined to people.

CREATE TABLE surveys_questionnaire_version (
  id            uuid PRIMARY KEY,
  key           text NOT NULL CHECK (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(key) <= 60),
  version       integer NOT NULL CHECK (version >= 1),
  state         text NOT NULL CHECK (state IN ('draft', 'published')),
  document      jsonb NOT NULL CHECK (jsonb_typeof(document) = 'object'),
  document_hash text CHECK (document_hash ~ '^[0-9a-f]{64}$'),
  saved_by      uuid,
  saved_at      timestamptz(3) NOT NULL DEFAULT platform_now(),
  UNIQUE (key, version),
  CHECK ((state = 'published') = (document_hash IS NOT NULL))
);
COMMENT ON TABLE surveys_questionnaire_version IS 'Questionnaires (Questionnaire of src/modules/surveys/questionnaire.ts); a published version never changes, of each key at most one is a draft';
CREATE UNIQUE INDEX surveys_questionnaire_draft ON surveys_questionnaire_version (key) WHERE state = 'draft';

CREATE FUNCTION surveys_published_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'published' THEN
    RAISE EXCEPTION 'questionnaire % version % is published', OLD.key, OLD.version USING ERRCODE = 'check_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER surveys_published_stays BEFORE UPDATE OR DELETE ON surveys_questionnaire_version
  FOR EACH ROW EXECUTE FUNCTION surveys_published_stays();

CREATE TABLE surveys_round (
  id               uuid PRIMARY KEY,
  questionnaire_id uuid NOT NULL REFERENCES surveys_questionnaire_version (id),
  name_vi          text NOT NULL CHECK (length(name_vi) BETWEEN 1 AND 300),
  name_en          text NOT NULL CHECK (length(name_en) BETWEEN 1 AND 300),
  population       text NOT NULL CHECK (population IN ('dossiers', 'businesses')),
  strata_by        text NOT NULL CHECK (strata_by IN ('agency', 'commune', 'field', 'list')),
  from_on          date NOT NULL,
  to_on            date NOT NULL CHECK (to_on >= from_on),
  per_stratum      integer NOT NULL CHECK (per_stratum BETWEEN 1 AND 2000),
  ends_on          date NOT NULL,
  formula          text NOT NULL CHECK (formula IN ('top_two', 'mean')),
  state            text NOT NULL CHECK (state IN ('prepared', 'open', 'closed', 'published')),
  seed             text NOT NULL CHECK (length(seed) BETWEEN 8 AND 200),
  seed_hash        text NOT NULL CHECK (seed_hash ~ '^[0-9a-f]{64}$'),
  wrapped_key      bytea,
  frame_hash       text CHECK (frame_hash ~ '^[0-9a-f]{64}$'),
  result           text,
  result_hash      text CHECK (result_hash ~ '^[0-9a-f]{64}$'),
  prepared_by      uuid,
  prepared_at      timestamptz(3) NOT NULL DEFAULT platform_now(),
  drawn_on         date,
  closed_on        date,
  published_at     timestamptz(3),
  CHECK ((population = 'businesses') = (strata_by = 'list')),
  CHECK ((state = 'prepared') = (drawn_on IS NULL)),
  CHECK (state <> 'open' OR wrapped_key IS NOT NULL),
  CHECK ((state = 'prepared') = (frame_hash IS NULL)),
  CHECK ((state = 'published') = (result IS NOT NULL)),
  CHECK ((result IS NULL) = (result_hash IS NULL))
);
COMMENT ON TABLE surveys_round IS 'One survey: whom it asks, how the sample is drawn, how far it is. What was done with it stands in ledger_event (stream_id = id)';
COMMENT ON COLUMN surveys_round.seed IS 'Shown to nobody before the draw; its SHA-256 is public from the moment the round is prepared';
COMMENT ON COLUMN surveys_round.wrapped_key IS 'The key of what waits and of the strata''s private keys, itself sealed by the master key; forgotten when the round closes';
COMMENT ON COLUMN surveys_round.result IS 'JSON text of everything published, frozen; result_hash is its SHA-256';

CREATE TABLE surveys_frame (
  round_id uuid NOT NULL REFERENCES surveys_round (id),
  unit_key text NOT NULL CHECK (unit_key ~ '^[0-9a-f]{32}$'),
  stratum  text NOT NULL CHECK (stratum <> ''),
  is_drawn boolean NOT NULL,
  PRIMARY KEY (round_id, unit_key)
);
COMMENT ON TABLE surveys_frame IS 'Everything that could be drawn, as it was at the draw. unit_key: first 32 hex digits of SHA-256("<round id> <code>")';

CREATE TABLE surveys_stratum (
  round_id uuid NOT NULL REFERENCES surveys_round (id),
  stratum  text NOT NULL CHECK (stratum <> ''),
  name_vi  text NOT NULL,
  name_en  text NOT NULL,
  unit_id  uuid REFERENCES organisation_agency (id),
  units    integer NOT NULL CHECK (units >= 1),
  drawn    integer NOT NULL CHECK (drawn BETWEEN 1 AND units),
  envelopes integer NOT NULL DEFAULT 0 CHECK (envelopes >= 0),
  slips    integer NOT NULL DEFAULT 0 CHECK (slips BETWEEN 0 AND envelopes),
  merged_into text,
  public_key  text,
  private_key bytea,
  private_key_mark bytea,
  CHECK ((public_key IS NULL) = (private_key_mark IS NULL)),
  PRIMARY KEY (round_id, stratum)
);
COMMENT ON TABLE surveys_stratum IS 'Strata of a round: units in the frame and drawn. merged_into: joined to others when the round closed, having too few ballots';
COMMENT ON COLUMN surveys_stratum.private_key IS 'Signs the blinded credentials of this stratum (RFC 9474), sealed under the round''s key; made when first needed';
COMMENT ON COLUMN surveys_stratum.envelopes IS 'Paper slips that came back from people of the sample: so many may be typed (slips)';

CREATE TABLE surveys_right (
  id           uuid PRIMARY KEY,
  round_id     uuid NOT NULL REFERENCES surveys_round (id),
  stratum      text NOT NULL,
  reference    text NOT NULL CHECK (length(reference) BETWEEN 1 AND 100),
  dossier_id   uuid,
  standing     text NOT NULL DEFAULT 'open' CHECK (standing IN ('open', 'used', 'refused', 'taken_along')),
  blinded_hash bytea CHECK (octet_length(blinded_hash) = 32),
  FOREIGN KEY (round_id, stratum) REFERENCES surveys_stratum (round_id, stratum),
  UNIQUE (round_id, reference)
);
COMMENT ON TABLE surveys_right IS 'The right of one drawn person to one ballot: this side says who has used it, and nothing of what was answered. Bears no time';
COMMENT ON COLUMN surveys_right.reference IS 'The dossier''s code, or the code on the list of businesses';
COMMENT ON COLUMN surveys_right.blinded_hash IS 'SHA-256 of the blinded message that was signed: the same one sent again is signed again. Says nothing of the ballot (RFC 9474)';
CREATE INDEX surveys_right_of_stratum ON surveys_right (round_id, stratum, standing);
CREATE INDEX surveys_right_of_dossier ON surveys_right (dossier_id) WHERE dossier_id IS NOT NULL;

CREATE TABLE surveys_link (
  token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
  right_id   uuid NOT NULL REFERENCES surveys_right (id)
);
COMMENT ON TABLE surveys_link IS 'Links of letters, messages and counters to a right; only the hash of the token is kept';
CREATE INDEX surveys_link_of_right ON surveys_link (right_id);

CREATE TABLE surveys_waiting (
  id       uuid PRIMARY KEY,
  round_id uuid NOT NULL REFERENCES surveys_round (id),
  stratum  text NOT NULL,
  sealed   bytea NOT NULL,
  mark     bytea NOT NULL,
  FOREIGN KEY (round_id, stratum) REFERENCES surveys_stratum (round_id, stratum)
);
COMMENT ON TABLE surveys_waiting IS 'Ballots before they are mixed: sealed under a key that is not in the database, so that the moment of writing tells nothing';
CREATE INDEX surveys_waiting_of_stratum ON surveys_waiting (round_id, stratum);

CREATE TABLE surveys_spent (
  round_id    uuid NOT NULL REFERENCES surveys_round (id),
  serial_hash bytea NOT NULL CHECK (octet_length(serial_hash) = 32),
  PRIMARY KEY (round_id, serial_hash)
);
COMMENT ON TABLE surveys_spent IS 'Credentials that brought a ballot: none brings a second one. Joined to neither people nor ballots';

CREATE TABLE surveys_ballot (
  id       uuid PRIMARY KEY,
  round_id uuid NOT NULL REFERENCES surveys_round (id),
  stratum  text NOT NULL,
  marks    text NOT NULL CHECK (marks ~ '^[0-9A]*$'),
  others   jsonb NOT NULL CHECK (jsonb_typeof(others) = 'object'),
  FOREIGN KEY (round_id, stratum) REFERENCES surveys_stratum (round_id, stratum)
);
COMMENT ON TABLE surveys_ballot IS 'What was answered, and nothing of who did: random ids, no time, no channel; all of a stratum are written anew in shuffled order whenever some come';
COMMENT ON COLUMN surveys_ballot.marks IS 'One sign for each scale question in the order of the questionnaire: 0 no answer, 1 to 9, A for ten';
CREATE INDEX surveys_ballot_of_stratum ON surveys_ballot (round_id, stratum);

CREATE TABLE surveys_channel (
  round_id uuid NOT NULL REFERENCES surveys_round (id),
  channel  text NOT NULL CHECK (channel IN ('link', 'letter', 'counter', 'paper', 'phone')),
  ballots  integer NOT NULL CHECK (ballots >= 0),
  PRIMARY KEY (round_id, channel)
);
COMMENT ON TABLE surveys_channel IS 'How many ballots came by which way: a count only, so that a rare way marks no ballot';

CREATE TABLE surveys_slip (
  round_id uuid NOT NULL REFERENCES surveys_round (id),
  number   text NOT NULL CHECK (length(number) BETWEEN 1 AND 20),
  stratum  text NOT NULL,
  reading  smallint NOT NULL CHECK (reading IN (1, 2)),
  answers  jsonb NOT NULL,
  typed_by uuid NOT NULL,
  PRIMARY KEY (round_id, number, reading),
  UNIQUE (round_id, number, typed_by),
  FOREIGN KEY (round_id, stratum) REFERENCES surveys_stratum (round_id, stratum)
);
COMMENT ON TABLE surveys_slip IS 'Paper slips typed once, or twice and not alike; gone as soon as the ballot is in the box. The number is written on the slip by the clerks, never before it is sent out';

CREATE TABLE surveys_slip_done (
  round_id uuid NOT NULL REFERENCES surveys_round (id),
  number   text NOT NULL,
  PRIMARY KEY (round_id, number)
);
COMMENT ON TABLE surveys_slip_done IS 'Numbers of slips whose ballot is in the box';

GRANT SELECT, INSERT, UPDATE, DELETE ON surveys_questionnaire_version TO motcua_app;
GRANT SELECT, INSERT, UPDATE ON surveys_round, surveys_stratum, surveys_right, surveys_channel TO motcua_app;
GRANT SELECT, INSERT ON surveys_frame, surveys_link, surveys_spent, surveys_slip_done TO motcua_app;
GRANT SELECT, INSERT, DELETE ON surveys_waiting, surveys_ballot, surveys_slip TO motcua_app;
