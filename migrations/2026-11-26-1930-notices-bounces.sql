-- Mail that comes back after its server took it: every report that came to the bounce mailbox, and what was made of it.

CREATE TABLE notices_bounce (
  id uuid PRIMARY KEY,
  received_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  message_hash bytea CHECK (octet_length(message_hash) = 32),
  bytes integer CHECK (bytes >= 0),
  verdict text NOT NULL CHECK (verdict IN
    ('taken', 'repeated', 'not_failed', 'unreadable', 'too_large', 'foreign', 'forged', 'unknown')),
  delivery_id uuid REFERENCES notices_delivery (id),
  code text CHECK (length(code) <= 60),
  CHECK (delivery_id IS NULL OR verdict IN ('taken', 'repeated', 'not_failed')),
  CHECK ((verdict = 'too_large') = (message_hash IS NULL)),
  CHECK ((message_hash IS NULL) = (bytes IS NULL))
);
COMMENT ON TABLE notices_bounce IS 'Reports of mail that could not be delivered (RFC 3464), as they came, also those that were not believed; append-only. The message itself is kept nowhere: it holds addresses';
COMMENT ON COLUMN notices_bounce.verdict IS 'taken: the delivery bounced · repeated: it had before · not_failed: a delay or a success · unreadable: no report · too_large: not read · foreign: about no mail of ours · forged: a return address that we did not make, or a recipient we did not write to · unknown: signed by us, but no such delivery';
COMMENT ON COLUMN notices_bounce.code IS 'The status the other server gave, as dsn_5.1.1';
CREATE INDEX notices_bounce_recent ON notices_bounce (received_at DESC, id DESC);

GRANT SELECT, INSERT ON notices_bounce TO motcua_app;
