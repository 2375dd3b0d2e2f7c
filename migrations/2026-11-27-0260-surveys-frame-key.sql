-- Surveys: the frame is public while ballots are taken, and codes of dossiers can be guessed. Units are called by a key that is told at the end.

ALTER TABLE surveys_round ADD COLUMN frame_key text CHECK (frame_key ~ '^[0-9a-f]{64}$');
COMMENT ON COLUMN surveys_round.frame_key IS 'Under which the codes of units are hashed for the public frame; its SHA-256 is in the ledger when the round is prepared, itself public once the round is closed; null of rounds drawn before there was one';
