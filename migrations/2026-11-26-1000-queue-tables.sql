-- The queue of a one-stop centre: where people wait, at which counters they are served, their tickets and bookings.

CREATE TABLE queue_centre (
  centre_id uuid PRIMARY KEY REFERENCES organisation_agency (id),
  slot_minutes integer NOT NULL CHECK (slot_minutes BETWEEN 5 AND 240),
  slot_places integer NOT NULL CHECK (slot_places BETWEEN 1 AND 200),
  booking_days integer NOT NULL CHECK (booking_days BETWEEN 1 AND 60),
  bookings_each integer NOT NULL CHECK (bookings_each BETWEEN 1 AND 20),
  late_minutes integer NOT NULL CHECK (late_minutes BETWEEN 0 AND 120),
  missed_limit integer NOT NULL CHECK (missed_limit BETWEEN 1 AND 20),
  missed_days integer NOT NULL CHECK (missed_days BETWEEN 1 AND 365),
  priority_minutes integer NOT NULL CHECK (priority_minutes BETWEEN 0 AND 240),
  booking_minutes integer NOT NULL CHECK (booking_minutes BETWEEN 0 AND 240),
  goal_minutes integer NOT NULL CHECK (goal_minutes BETWEEN 1 AND 240),
  any_time boolean NOT NULL
);
COMMENT ON TABLE queue_centre IS 'The rules of one centre''s queue';
COMMENT ON COLUMN queue_centre.slot_places IS 'Bookings that one slot takes';
COMMENT ON COLUMN queue_centre.bookings_each IS 'Bookings that one visitor may hold open at once';
COMMENT ON COLUMN queue_centre.late_minutes IS 'Who comes later than this after the slot began has lost the slot';
COMMENT ON COLUMN queue_centre.missed_limit IS 'Slots missed within missed_days after which no booking is taken';
COMMENT ON COLUMN queue_centre.priority_minutes IS 'Head start of a priority group: it counts as come so much earlier';
COMMENT ON COLUMN queue_centre.booking_minutes IS 'Head start of who has booked and is there in time';
COMMENT ON COLUMN queue_centre.goal_minutes IS 'The wait the centre wants to stay under; the figures count against it';
COMMENT ON COLUMN queue_centre.any_time IS 'Tickets are also given outside office hours (demonstration, night duty)';

CREATE TABLE queue_line (
  id uuid PRIMARY KEY,
  centre_id uuid NOT NULL REFERENCES queue_centre (centre_id),
  key text NOT NULL CHECK (key ~ '^[a-z][a-z0-9-]{0,39}$'),
  prefix text NOT NULL CHECK (prefix ~ '^[A-Z]{1,2}$'),
  position integer NOT NULL CHECK (position >= 1),
  name_vi text NOT NULL CHECK (name_vi <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  field_keys text[] NOT NULL CHECK (cardinality(field_keys) > 0),
  active boolean NOT NULL DEFAULT true,
  UNIQUE (centre_id, key),
  UNIQUE (id, centre_id)
);
CREATE UNIQUE INDEX queue_line_prefix ON queue_line (centre_id, prefix) WHERE active;
COMMENT ON TABLE queue_line IS 'Fields whose visitors wait together and get numbers with one letter before them';

CREATE TABLE queue_counter (
  id uuid PRIMARY KEY,
  centre_id uuid NOT NULL REFERENCES queue_centre (centre_id),
  number integer NOT NULL CHECK (number BETWEEN 1 AND 999),
  line_keys text[] NOT NULL CHECK (cardinality(line_keys) > 0),
  active boolean NOT NULL DEFAULT true,
  UNIQUE (centre_id, number),
  UNIQUE (id, centre_id)
);
COMMENT ON TABLE queue_counter IS 'A counter of a centre; line_keys are the lines it serves';

CREATE TABLE queue_seat (
  id uuid PRIMARY KEY,
  counter_id uuid NOT NULL REFERENCES queue_counter (id),
  officer_id uuid NOT NULL REFERENCES organisation_officer (id),
  opened_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  closed_at timestamptz(3) CHECK (closed_at >= opened_at)
);
CREATE UNIQUE INDEX queue_seat_counter ON queue_seat (counter_id) WHERE closed_at IS NULL;
CREATE UNIQUE INDEX queue_seat_officer ON queue_seat (officer_id) WHERE closed_at IS NULL;
COMMENT ON TABLE queue_seat IS 'Who sat at which counter, from when to when; one officer a counter, one counter an officer';

CREATE TABLE queue_number (
  line_id uuid NOT NULL REFERENCES queue_line (id),
  day date NOT NULL,
  last integer NOT NULL CHECK (last BETWEEN 1 AND 9999),
  PRIMARY KEY (line_id, day)
);
COMMENT ON TABLE queue_number IS 'The last number given in a line on a day';

CREATE TABLE queue_booking (
  id uuid PRIMARY KEY,
  token text NOT NULL UNIQUE CHECK (token ~ '^[A-Za-z0-9_-]{22}$'),
  code text NOT NULL CHECK (code ~ '^[2-9A-HJ-NP-Z]{6}$'),
  command_id uuid NOT NULL UNIQUE,
  centre_id uuid NOT NULL,
  line_id uuid NOT NULL,
  slot_at timestamptz(3) NOT NULL,
  place integer NOT NULL CHECK (place >= 1),
  person_id uuid NOT NULL REFERENCES vault_person (id),
  profile_id uuid REFERENCES vault_sealed_value (id),
  visitor_index bytea CHECK (octet_length(visitor_index) = 16),
  visitor_place integer NOT NULL CHECK (visitor_place >= 1),
  priority text CHECK (priority IN ('merit', 'elderly', 'disabled', 'poor', 'pregnant', 'orphan')),
  state text NOT NULL DEFAULT 'booked' CHECK (state IN ('booked', 'checked_in', 'cancelled', 'missed')),
  booked_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  ended_at timestamptz(3),
  FOREIGN KEY (line_id, centre_id) REFERENCES queue_line (id, centre_id),
  CHECK ((state = 'booked') = (ended_at IS NULL))
);
CREATE UNIQUE INDEX queue_booking_place ON queue_booking (centre_id, slot_at, place) WHERE state <> 'cancelled';
CREATE UNIQUE INDEX queue_booking_visitor_place ON queue_booking (visitor_index, visitor_place) WHERE state = 'booked';
CREATE UNIQUE INDEX queue_booking_code ON queue_booking (centre_id, code) WHERE state = 'booked';
CREATE INDEX queue_booking_visitor ON queue_booking (visitor_index, slot_at);
CREATE INDEX queue_booking_due ON queue_booking (slot_at) WHERE state = 'booked';
CREATE INDEX queue_booking_forget ON queue_booking (slot_at) WHERE profile_id IS NOT NULL AND visitor_index IS NOT NULL;
COMMENT ON TABLE queue_booking IS 'A visit agreed for a slot. Name and telephone are sealed in the vault; who has an account is known by it';
COMMENT ON COLUMN queue_booking.place IS 'Which of the slot''s places this is: a full slot cannot be overbooked';
COMMENT ON COLUMN queue_booking.profile_id IS 'Name and telephone as typed; null for who has an account';
COMMENT ON COLUMN queue_booking.visitor_index IS 'Blind index of the telephone or the account, by which one''s bookings and missed slots are counted; null once forgotten';
COMMENT ON COLUMN queue_booking.visitor_place IS 'Which of the visitor''s allowed open bookings this is';

CREATE TABLE queue_ticket (
  id uuid PRIMARY KEY,
  token text NOT NULL UNIQUE CHECK (token ~ '^[A-Za-z0-9_-]{22}$'),
  command_id uuid NOT NULL UNIQUE,
  centre_id uuid NOT NULL,
  line_id uuid NOT NULL,
  day date NOT NULL,
  label text NOT NULL CHECK (label ~ '^[A-Z]{1,2}[0-9]{3,4}$'),
  source text NOT NULL CHECK (source IN ('kiosk', 'phone', 'booking')),
  booking_id uuid UNIQUE REFERENCES queue_booking (id),
  priority text CHECK (priority IN ('merit', 'elderly', 'disabled', 'poor', 'pregnant', 'orphan')),
  state text NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'called', 'serving', 'finished', 'no_show', 'left', 'expired')),
  taken_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  waiting_since timestamptz(3) NOT NULL,
  rank_at timestamptz(3) NOT NULL,
  for_counter_id uuid,
  version integer NOT NULL DEFAULT 1 CHECK (version >= 1),
  UNIQUE (centre_id, day, label),
  FOREIGN KEY (line_id, centre_id) REFERENCES queue_line (id, centre_id),
  FOREIGN KEY (for_counter_id, centre_id) REFERENCES queue_counter (id, centre_id),
  CHECK ((source = 'booking') = (booking_id IS NOT NULL))
);
CREATE INDEX queue_ticket_waiting ON queue_ticket (centre_id, day, rank_at, id) WHERE state = 'waiting';
CREATE INDEX queue_ticket_open ON queue_ticket (day) WHERE state IN ('waiting', 'called', 'serving');
COMMENT ON TABLE queue_ticket IS 'A visitor''s place in a line on one day';
COMMENT ON COLUMN queue_ticket.label IS 'Prefix of the line and running number: A012. Never given twice in a centre on a day';
COMMENT ON COLUMN queue_ticket.token IS 'Unguessable; who holds it may follow and give up this ticket';
COMMENT ON COLUMN queue_ticket.rank_at IS 'The line is called in this order: when one came, less the head start of a priority group or booking';
COMMENT ON COLUMN queue_ticket.for_counter_id IS 'Handed over to this counter; only it calls the ticket while it is open';

CREATE TABLE queue_call (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES queue_ticket (id),
  centre_id uuid NOT NULL,
  line_id uuid NOT NULL,
  counter_id uuid NOT NULL,
  officer_id uuid NOT NULL REFERENCES organisation_officer (id),
  priority boolean NOT NULL,
  waiting_since timestamptz(3) NOT NULL,
  called_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  last_called_at timestamptz(3) NOT NULL DEFAULT platform_now(),
  times integer NOT NULL DEFAULT 1 CHECK (times >= 1),
  began_at timestamptz(3) CHECK (began_at >= called_at),
  ended_at timestamptz(3) CHECK (ended_at >= called_at),
  outcome text CHECK (outcome IN ('finished', 'no_show', 'put_back', 'transferred', 'left', 'expired')),
  FOREIGN KEY (line_id, centre_id) REFERENCES queue_line (id, centre_id),
  FOREIGN KEY (counter_id, centre_id) REFERENCES queue_counter (id, centre_id),
  CHECK ((ended_at IS NULL) = (outcome IS NULL)),
  CHECK (outcome <> 'finished' OR began_at IS NOT NULL)
);
CREATE UNIQUE INDEX queue_call_counter ON queue_call (counter_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX queue_call_ticket ON queue_call (ticket_id) WHERE ended_at IS NULL;
CREATE INDEX queue_call_last ON queue_call (centre_id, last_called_at DESC);
CREATE INDEX queue_call_ticket_all ON queue_call (ticket_id, called_at);
COMMENT ON TABLE queue_call IS 'A ticket called to a counter, and what became of it; waiting and service time are measured on these rows';
COMMENT ON COLUMN queue_call.waiting_since IS 'When this wait began: taken, put back or transferred';

CREATE TABLE queue_event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES queue_ticket (id),
  type text NOT NULL CHECK (type IN ('take', 'call', 'recall', 'begin', 'finish', 'no_show', 'put_back', 'transfer',
    'set_priority', 'leave', 'expire')),
  officer_id uuid REFERENCES organisation_officer (id),
  counter_id uuid REFERENCES queue_counter (id),
  detail text CHECK (length(detail) <= 500),
  recorded_at timestamptz(3) NOT NULL DEFAULT platform_now()
);
CREATE INDEX queue_event_ticket ON queue_event (ticket_id, id);
COMMENT ON TABLE queue_event IS 'What happened to each ticket, append-only';
COMMENT ON COLUMN queue_event.detail IS 'The officer''s reason, or where to';

CREATE VIEW queue_visit_time AS
SELECT c.id, c.centre_id, c.line_id, l.key AS line_key, l.field_keys, c.counter_id, c.priority, c.outcome, c.called_at,
  (c.called_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day,
  extract(hour FROM c.waiting_since AT TIME ZONE 'Asia/Ho_Chi_Minh')::integer AS hour,
  greatest(0, extract(epoch FROM c.called_at - c.waiting_since))::float8 AS wait_seconds,
  CASE WHEN c.outcome IN ('finished', 'transferred')
    THEN extract(epoch FROM c.ended_at - c.began_at)::float8 END AS service_seconds
FROM queue_call c JOIN queue_line l ON l.id = c.line_id;
COMMENT ON VIEW queue_visit_time IS 'Waiting and service time of each call, in seconds; hour: when the wait began, Viet Nam';

CREATE INDEX queue_call_measured ON queue_call (centre_id, called_at);

GRANT SELECT, INSERT, UPDATE ON queue_centre, queue_line, queue_counter, queue_seat, queue_number, queue_booking,
  queue_ticket, queue_call TO motcua_app;
GRANT SELECT, INSERT ON queue_event TO motcua_app;
GRANT SELECT ON queue_visit_time TO motcua_app;
