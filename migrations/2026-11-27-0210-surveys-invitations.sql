-- Invitations to a survey by message, one reminder, and the way such ballots come.

CREATE TABLE surveys_invitation (
  right_id uuid NOT NULL REFERENCES surveys_right (id),
  turn     smallint NOT NULL CHECK (turn IN (1, 2)),
  state    text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'told', 'unreachable', 'dropped')),
  PRIMARY KEY (right_id, turn)
);
COMMENT ON TABLE surveys_invitation IS 'Who of a sample is told by message: 1 the invitation, 2 the one reminder. Bears no time and nothing of an answer; what became of each message stands in notices_delivery';
COMMENT ON COLUMN surveys_invitation.state IS 'unreachable: neither account nor telephone nor address is known; dropped: answered or refused before it went out';
CREATE INDEX surveys_invitation_queued ON surveys_invitation (right_id) WHERE state = 'queued';

ALTER TABLE surveys_channel DROP CONSTRAINT surveys_channel_channel_check,
  ADD CONSTRAINT surveys_channel_channel_check CHECK (channel IN ('link', 'message', 'letter', 'counter', 'paper', 'phone'));

GRANT SELECT, INSERT, UPDATE ON surveys_invitation TO motcua_app;
