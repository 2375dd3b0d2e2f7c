-- Feedback: ratings asked at events of a dossier. Who rated is never shown; free texts are sealed under the person's key.

CREATE TABLE feedback_invitation (
  id uuid PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
  dossier_id uuid NOT NULL REFERENCES casework_dossier (id),
  event text NOT NULL CHECK (event IN ('result_returned')),
  person_id uuid NOT NULL REFERENCES vault_person (id),
  agency_id uuid NOT NULL REFERENCES organisation_agency (id),
  steps smallint NOT NULL CHECK (steps IN (3, 5)),
  at_desk boolean NOT NULL,
  made_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  ends_at timestamptz(3) NOT NULL
);
COMMENT ON TABLE feedback_invitation IS 'A link by which somebody may rate without logging in; only the hash of its token is kept';
COMMENT ON COLUMN feedback_invitation.at_desk IS 'Opened by an officer on a tablet: it takes a first rating, and neither shows nor changes one that was given';
CREATE INDEX feedback_invitation_of_dossier ON feedback_invitation (dossier_id, event);

CREATE TABLE feedback_rating (
  id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL REFERENCES casework_dossier (id),
  event text NOT NULL CHECK (event IN ('result_returned')),
  agency_id uuid NOT NULL REFERENCES organisation_agency (id),
  procedure_code text NOT NULL,
  person_id uuid NOT NULL REFERENCES vault_person (id),
  steps smallint NOT NULL CHECK (steps IN (3, 5)),
  given_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  UNIQUE (dossier_id, event)
);
COMMENT ON TABLE feedback_rating IS 'One rating a dossier and event; what was said stands in feedback_rating_version';
CREATE INDEX feedback_rating_of_agency ON feedback_rating (agency_id, given_at DESC, id DESC);

CREATE TABLE feedback_rating_version (
  rating_id uuid NOT NULL REFERENCES feedback_rating (id),
  version integer NOT NULL CHECK (version >= 1),
  score smallint NOT NULL CHECK (score BETWEEN 1 AND 5),
  reasons text[] NOT NULL,
  text_value_id uuid REFERENCES vault_sealed_value (id),
  said_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  PRIMARY KEY (rating_id, version)
);
COMMENT ON TABLE feedback_rating_version IS 'What was said, each change a new version; the highest counts. Append-only';

CREATE TABLE feedback_low_rating (
  rating_id uuid PRIMARY KEY REFERENCES feedback_rating (id),
  agency_id uuid NOT NULL REFERENCES organisation_agency (id),
  opened_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  answered_at timestamptz(3),
  answered_by uuid,
  answer_value_id uuid REFERENCES vault_sealed_value (id),
  CHECK ((answered_at IS NULL) = (answered_by IS NULL)),
  CHECK ((answered_at IS NULL) = (answer_value_id IS NULL))
);
COMMENT ON TABLE feedback_low_rating IS 'A low rating waits for the head of the agency; the answer is shown to whoever rated';
CREATE INDEX feedback_low_rating_open ON feedback_low_rating (agency_id, opened_at, rating_id) WHERE answered_at IS NULL;

CREATE VIEW feedback_count AS
  SELECT r.agency_id, r.event, date_trunc('month', r.given_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS month, r.steps,
    count(*)::int AS ratings, sum(v.score)::int AS score_sum,
    count(*) FILTER (WHERE v.score <= CASE r.steps WHEN 3 THEN 1 ELSE 2 END)::int AS low_ratings
  FROM feedback_rating r
  CROSS JOIN LATERAL (
    SELECT score FROM feedback_rating_version WHERE rating_id = r.id ORDER BY version DESC LIMIT 1) v
  GROUP BY 1, 2, 3, 4;
COMMENT ON VIEW feedback_count IS 'Ratings by agency, event and month: how many, their sum, how many low ones. Names nobody';

GRANT SELECT, INSERT ON feedback_invitation, feedback_rating, feedback_rating_version TO motcua_app;
GRANT SELECT, INSERT, UPDATE ON feedback_low_rating TO motcua_app;
GRANT SELECT ON feedback_count TO motcua_app;
