-- Feedback: ratings also with slips 01, 02 and 03; how each centre asks; a low rating runs a clock.

ALTER TABLE feedback_invitation DROP CONSTRAINT feedback_invitation_event_check,
  ADD CONSTRAINT feedback_invitation_event_check
    CHECK (event IN ('receipt_given', 'supplement_requested', 'intake_refused', 'result_returned')),
  ADD COLUMN follows_slip boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN feedback_invitation.follows_slip IS 'Given to whoever has just rated by the code of a slip, to change that: yields to the link that was sent to the person';

ALTER TABLE feedback_rating DROP CONSTRAINT feedback_rating_event_check,
  ADD CONSTRAINT feedback_rating_event_check
    CHECK (event IN ('receipt_given', 'supplement_requested', 'intake_refused', 'result_returned'));

ALTER TABLE feedback_rating_version
  ADD COLUMN way text NOT NULL DEFAULT 'link' CHECK (way IN ('link', 'slip', 'kiosk', 'desk'));
COMMENT ON COLUMN feedback_rating_version.way IS 'link: sent to the person or opened in their account; slip: the code of a printed slip; kiosk: typed or scanned at the exit; desk: tablet of the return desk';

ALTER TABLE feedback_low_rating
  ADD COLUMN due_at timestamptz(3),
  ADD COLUMN withdrawn_at timestamptz(3);
COMMENT ON COLUMN feedback_low_rating.agency_id IS 'Whose head answers: the rated agency, or the nearest above it that has a head';
COMMENT ON COLUMN feedback_low_rating.due_at IS 'Until when the head should answer; null for those opened before clocks were kept';
COMMENT ON COLUMN feedback_low_rating.withdrawn_at IS 'Whoever rated has changed it to a better one before it was answered';
DROP INDEX feedback_low_rating_open;
CREATE INDEX feedback_low_rating_open ON feedback_low_rating (agency_id, opened_at, rating_id)
  WHERE answered_at IS NULL AND withdrawn_at IS NULL;

CREATE TABLE feedback_plan (
  centre_id uuid NOT NULL REFERENCES organisation_agency (id),
  version integer NOT NULL CHECK (version >= 1),
  steps smallint NOT NULL CHECK (steps IN (3, 5)),
  answer_days smallint NOT NULL CHECK (answer_days BETWEEN 1 AND 15),
  changed_by uuid NOT NULL,
  changed_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  PRIMARY KEY (centre_id, version)
);
COMMENT ON TABLE feedback_plan IS 'How a one-stop centre asks for ratings: steps of the scale, working days a head has for an answer. The highest version is in force. Append-only';

GRANT SELECT, INSERT ON feedback_plan TO motcua_app;

-- Ratings are now counted by whatever is asked (agency, centre, procedure, event, month), and small counts are not told.
DROP VIEW feedback_count;
