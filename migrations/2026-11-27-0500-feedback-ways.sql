-- Feedback: wrong codes at a kiosk are counted; a rating out of the account says so; many papers from one address are a sign.

CREATE TABLE feedback_wrong_code (
  source_index bytea PRIMARY KEY CHECK (octet_length(source_index) = 16),
  tries smallint NOT NULL CHECK (tries BETWEEN 0 AND 10),
  ends_at timestamptz(3) NOT NULL
);
COMMENT ON TABLE feedback_wrong_code IS 'Wrong rating codes typed lately, by keyed fingerprints of the address and of the dossier''s code; removed when the window is over';
COMMENT ON COLUMN feedback_wrong_code.tries IS 'Counted before the code is looked at, taken back when it was right; never above the limit, so that tries sent at once cannot pass';
CREATE INDEX feedback_wrong_code_ends ON feedback_wrong_code (ends_at);

ALTER TABLE feedback_invitation
  ADD COLUMN from_account boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN feedback_invitation.from_account IS 'Opened by the person out of their account';

ALTER TABLE feedback_rating_version DROP CONSTRAINT feedback_rating_version_way_check,
  ADD CONSTRAINT feedback_rating_version_way_check CHECK (way IN ('link', 'account', 'slip', 'kiosk', 'desk'));
COMMENT ON COLUMN feedback_rating_version.way IS 'link: sent to the person; account: opened in their account; slip: the code of a printed slip; kiosk: typed or scanned at the exit; desk: tablet of the return desk';

CREATE TABLE feedback_paper_trace (
  address_index bytea NOT NULL CHECK (octet_length(address_index) = 16),
  agency_id uuid NOT NULL REFERENCES organisation_agency (id),
  served_by uuid NULL,
  way text NOT NULL CHECK (way IN ('slip', 'kiosk')),
  is_best boolean NOT NULL,
  said_at timestamptz(3) NOT NULL DEFAULT platform_now()
);
COMMENT ON TABLE feedback_paper_trace IS 'From where ratings by paper came in the last two days: a keyed fingerprint of the address, and no rating, dossier or person';
COMMENT ON COLUMN feedback_paper_trace.served_by IS 'The officer who wrote down what is rated; null when nobody did';
CREATE INDEX feedback_paper_trace_of ON feedback_paper_trace (address_index, agency_id, said_at);
CREATE INDEX feedback_paper_trace_at ON feedback_paper_trace (said_at);

CREATE TABLE feedback_paper_sign (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL REFERENCES organisation_agency (id),
  served_by uuid NULL,
  way text NOT NULL CHECK (way IN ('slip', 'kiosk')),
  address_index bytea NULL CHECK (octet_length(address_index) = 16),
  began_at timestamptz(3) NOT NULL,
  last_at timestamptz(3) NOT NULL CHECK (last_at >= began_at),
  ratings integer NOT NULL CHECK (ratings >= 5),
  best integer NOT NULL CHECK (best BETWEEN 0 AND ratings)
);
COMMENT ON TABLE feedback_paper_sign IS 'Many ratings by paper of what one officer did, in a short time from one address: worth a look, no more';
COMMENT ON COLUMN feedback_paper_sign.address_index IS 'While it may still grow; null from two days on';
COMMENT ON COLUMN feedback_paper_sign.best IS 'How many of them were of the best step';
CREATE INDEX feedback_paper_sign_of_agency ON feedback_paper_sign (agency_id, last_at DESC, id DESC);
CREATE INDEX feedback_paper_sign_of_address ON feedback_paper_sign (address_index, last_at) WHERE address_index IS NOT NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON feedback_wrong_code TO motcua_app;
GRANT SELECT, INSERT, DELETE ON feedback_paper_trace TO motcua_app;
GRANT SELECT, INSERT, UPDATE (address_index, last_at, ratings, best) ON feedback_paper_sign TO motcua_app;
