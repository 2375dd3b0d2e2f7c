-- Queue: tickets that a machine gave while the line was down enter the queue with their own numbers and times.

ALTER TABLE queue_ticket DROP CONSTRAINT queue_ticket_label_check;
ALTER TABLE queue_ticket ADD CONSTRAINT queue_ticket_label_check
  CHECK (label ~ '^[A-Z]{1,2}[0-9]{3,4}$' OR (source = 'offline' AND label ~ '^NT[0-9]{1,4}-[0-9]{3,4}$'));
ALTER TABLE queue_ticket DROP CONSTRAINT queue_ticket_source_check;
ALTER TABLE queue_ticket ADD CONSTRAINT queue_ticket_source_check
  CHECK (source IN ('kiosk', 'phone', 'booking', 'offline'));
COMMENT ON COLUMN queue_ticket.label IS 'Prefix of the line and running number: A012; given without network: prefix of the machine, NT2-007. Never given twice in a centre on a day';

-- Who was received while the line was down was called by no console: the counter is not known.
ALTER TABLE queue_call ALTER COLUMN counter_id DROP NOT NULL;
ALTER TABLE queue_call ADD CONSTRAINT queue_call_counter_known CHECK (counter_id IS NOT NULL OR ended_at IS NOT NULL);
COMMENT ON COLUMN queue_call.counter_id IS 'Null for a visitor who was received without network';
