-- The hall: its layout, who serves where, the queue of each day, devices, appointments.

create table halls (
  code text primary key check (code ~ '^[a-z][a-z0-9-]{1,38}$'),
  unit_code text not null references units (code),
  kind text not null check (kind in ('main', 'external')),
  name text not null,
  address text not null default '',
  phone text not null default '',
  guide text not null default '',
  longitude numeric(9, 6) check (longitude between -180 and 180),
  latitude numeric(8, 6) check (latitude between -90 and 90),
  position smallint not null default 0,
  opened_on date not null,
  closed_on date,
  check ((longitude is null) = (latitude is null)),
  check (closed_on is null or closed_on >= opened_on)
);
comment on table halls is 'Halls in which people are served (政务服务大厅): the main one and those that departments keep elsewhere';
comment on column halls.unit_code is 'Unit that runs it';
comment on column halls.guide is 'How to get there, in a sentence or two';
comment on column halls.longitude is 'Degrees, CGCS2000; null: not on the map';
comment on column halls.closed_on is 'First day on which it no longer exists';

create table hall_hours (
  hall_code text not null references halls (code),
  weekday smallint not null check (weekday between 0 and 6),
  opens text not null check (opens ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  closes text not null check (closes ~ '^(([01]\d|2[0-3]):[0-5]\d|24:00)$'),
  primary key (hall_code, weekday, opens),
  check (opens < closes)
);
comment on table hall_hours is 'Usual opening hours, several a day. Public holidays are closed, weekends worked in exchange follow Monday; what departs from this is in hall_exceptions';
comment on column hall_hours.weekday is '0 Sunday to 6 Saturday';
comment on column hall_hours.opens is 'Hour and minute in Asia/Shanghai, such as 08:30; from then on, included';
comment on column hall_hours.closes is 'Up to then, not included; 24:00 the end of the day';

create table hall_exceptions (
  id bigint generated always as identity primary key,
  hall_code text not null references halls (code),
  day date not null,
  opens text check (opens ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  closes text check (closes ~ '^(([01]\d|2[0-3]):[0-5]\d|24:00)$'),
  reason text not null,
  unique nulls not distinct (hall_code, day, opens),
  check ((opens is null) = (closes is null)),
  check (opens < closes)
);
comment on table hall_exceptions is 'Days on which other hours apply than usual: all rows of a day together are its hours; one without hours closes it';
comment on column hall_exceptions.reason is 'Read by the public, such as 停电检修';

create table hall_zones (
  id bigint generated always as identity primary key,
  hall_code text not null references halls (code),
  code text not null check (code ~ '^[a-z][a-z0-9-]{1,38}$'),
  name text not null,
  letter text not null check (letter ~ '^[A-Z]$'),
  position smallint not null default 0,
  closed boolean not null default false,
  unique (hall_code, code),
  unique (hall_code, letter)
);
comment on table hall_zones is 'Zones of a hall (功能区). Numbers are counted for each zone and day';
comment on column hall_zones.letter is 'Stands before the number on the ticket';
comment on column hall_zones.closed is 'No longer there; its past tickets remain';

create table queue_lines (
  id bigint generated always as identity primary key,
  zone_id bigint not null references hall_zones (id),
  code text not null check (code ~ '^[a-z][a-z0-9-]{1,38}$'),
  name text not null,
  position smallint not null default 0,
  usual_minutes smallint not null default 10 check (usual_minutes between 1 and 480),
  daily_limit integer check (daily_limit > 0),
  open boolean not null default true,
  unique (zone_id, code)
);
comment on table queue_lines is 'What one takes a number for (排队业务): people of one line wait for the same counters';
comment on column queue_lines.usual_minutes is 'What the hall thinks one service takes; shown as such until enough were measured';
comment on column queue_lines.daily_limit is 'Most numbers a day; null: no limit';
comment on column queue_lines.open is 'Whether numbers are given';

create table queue_line_items (
  line_id bigint not null references queue_lines (id),
  item_id bigint not null references service_items (id),
  primary key (line_id, item_id)
);
comment on table queue_line_items is 'Service items that a line serves';
create index queue_line_items_item on queue_line_items (item_id);

create table queue_line_units (
  line_id bigint not null references queue_lines (id),
  unit_code text not null references units (code),
  primary key (line_id, unit_code)
);
comment on table queue_line_units is 'Units whose items a line serves, apart from those items that have a line of their own';
create index queue_line_units_unit on queue_line_units (unit_code);

create table counters (
  id bigint generated always as identity primary key,
  hall_code text not null references halls (code),
  zone_id bigint references hall_zones (id),
  number smallint not null check (number > 0),
  name text not null,
  kind text not null check (kind in ('integrated', 'special', 'issue')),
  state text not null default 'closed' check (state in ('closed', 'open', 'paused')),
  clerk_id text references accounts (id),
  clerk_name text not null default '',
  since timestamptz,
  pause_reason text not null default '',
  in_use boolean not null default true,
  unique (hall_code, number),
  check ((state = 'closed') = (clerk_id is null)),
  check ((state = 'closed') = (since is null)),
  check (in_use or state = 'closed')
);
comment on table counters is 'Windows of a hall (窗口) and who sits there now';
comment on column counters.zone_id is 'Zone it stands in; null: an integrated one between the zones';
comment on column counters.kind is 'integrated 综合窗口, special 专业窗口, issue 出件窗口';
comment on column counters.clerk_id is 'Account signed on; one clerk a counter, one counter a clerk';
comment on column counters.since is 'Since when it is in this state';
comment on column counters.pause_reason is 'Read on the board, such as 系统维护';
create unique index counters_clerk on counters (clerk_id) where clerk_id is not null;

create table counter_lines (
  counter_id bigint not null references counters (id),
  line_id bigint not null references queue_lines (id),
  primary key (counter_id, line_id)
);
comment on table counter_lines is 'Which lines a counter serves';
create index counter_lines_line on counter_lines (line_id);

create table counter_shifts (
  counter_id bigint not null references counters (id),
  day date not null,
  half text not null check (half in ('morning', 'afternoon')),
  account_id text not null references accounts (id),
  account_name text not null,
  primary key (counter_id, day, half),
  unique (account_id, day, half)
);
comment on table counter_shifts is 'Who is on duty (值班) at which counter; the keys keep anyone from being in two places';

create table appointment_offers (
  id bigint generated always as identity primary key,
  hall_code text not null references halls (code),
  item_id bigint not null references service_items (id),
  line_id bigint not null references queue_lines (id),
  weekday smallint not null check (weekday between 0 and 6),
  starts text not null check (starts ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  ends text not null check (ends ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  quota integer not null check (quota >= 0),
  valid_from date not null,
  valid_until date,
  unique (hall_code, item_id, weekday, starts, valid_from),
  check (starts < ends),
  check (valid_until is null or valid_until >= valid_from)
);
comment on table appointment_offers is 'Slots that come back every week (预约时段): how many people may book an item on a weekday between two hours';
comment on column appointment_offers.weekday is '0 Sunday to 6 Saturday';
comment on column appointment_offers.valid_until is 'Last day; null: until changed';

create table appointment_slots (
  id bigint generated always as identity primary key,
  hall_code text not null references halls (code),
  item_id bigint not null references service_items (id),
  line_id bigint not null references queue_lines (id),
  day date not null,
  starts text not null check (starts ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  ends text not null check (ends ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  quota integer not null check (quota >= 0),
  taken integer not null default 0,
  unique (hall_code, item_id, day, starts),
  check (starts < ends),
  constraint appointment_slots_taken check (taken between 0 and quota)
);
comment on table appointment_slots is 'One slot on one day, made from the offers. The check on taken is what keeps it from being overbooked';
create index appointment_slots_day on appointment_slots (day, hall_code);

create table appointment_serials (
  region_code text not null,
  day date not null,
  last integer not null check (last > 0),
  primary key (region_code, day)
);
comment on table appointment_serials is 'Last serial of appointments made on a day';

create table appointments (
  id bigint generated always as identity primary key,
  number text not null unique,
  region_code text not null,
  slot_id bigint not null references appointment_slots (id),
  item_id bigint not null references service_items (id),
  day date not null,
  person_key bytea not null,
  name text not null,
  phone_sealed bytea not null,
  priority text not null default 'none' check (priority in ('none', 'elderly', 'disabled', 'pregnant', 'soldier')),
  channel text not null check (channel in ('portal', 'kiosk', 'counter', 'api')),
  account_id text references accounts (id),
  state text not null default 'booked' check (state in ('booked', 'cancelled', 'kept', 'noShow')),
  changes smallint not null default 0 check (changes >= 0),
  ticket_id bigint,
  code_hash bytea not null,
  press_key text not null unique,
  made_at timestamptz not null,
  reminded_at timestamptz,
  ended_at timestamptz,
  cancel_reason text not null default '',
  check ((state = 'booked') = (ended_at is null)),
  check ((state = 'kept') = (ticket_id is not null))
);
comment on table appointments is 'Appointments (预约): booked, changed, cancelled, kept by taking a number, or missed';
comment on column appointments.item_id is 'That of the slot, kept here for the key below';
comment on column appointments.day is 'That of the slot';
comment on column appointments.person_key is 'Keyed hash of the ID number: finds the person without telling who it is';
comment on column appointments.name is 'Personal data: shown masked';
comment on column appointments.phone_sealed is 'Personal data: encrypted mobile number, for the reminder';
comment on column appointments.changes is 'How often it was moved to another slot';
comment on column appointments.ticket_id is 'The ticket it became, of queue_tickets. No key binds it: tickets point here already';
comment on column appointments.code_hash is 'Hash of the query code';
comment on column appointments.press_key is 'Random key of the form: sent twice it is one appointment';
create unique index appointments_one on appointments (item_id, day, person_key) where state = 'booked';
create index appointments_slot on appointments (slot_id, id);
create index appointments_person on appointments (person_key, day);
create index appointments_account on appointments (account_id, day) where account_id is not null;
create index appointments_open on appointments (day, id) where state = 'booked';

create table queue_days (
  zone_id bigint not null references hall_zones (id),
  day date not null,
  last integer not null default 0 check (last >= 0),
  closed_at timestamptz,
  closed_by text not null default '',
  left_open jsonb not null default '[]',
  primary key (zone_id, day)
);
comment on table queue_days is 'One day of one zone. Its row is locked for as long as a number is given, so that none is given twice and none skipped';
comment on column queue_days.last is 'Last serial given';
comment on column queue_days.closed_at is 'When the day was closed (收号清场): no number is given afterwards';
comment on column queue_days.left_open is 'What was not ended when the day was closed: a list of { label, state, line, counter }';

create table queue_tickets (
  id bigint generated always as identity primary key,
  region_code text not null,
  hall_code text not null references halls (code),
  zone_id bigint not null references hall_zones (id),
  day date not null,
  serial integer not null check (serial > 0),
  label text not null,
  line_id bigint not null references queue_lines (id),
  item_id bigint references service_items (id),
  person_key bytea,
  person_name text not null default '',
  phone_sealed bytea,
  channel text not null check (channel in ('kiosk', 'counter', 'phone', 'appointment')),
  priority text not null default 'none' check (priority in ('none', 'elderly', 'disabled', 'pregnant', 'soldier')),
  appointment_id bigint references appointments (id),
  state text not null default 'waiting' check (state in ('waiting', 'called', 'serving', 'done', 'void', 'left')),
  rank smallint not null check (rank between 0 and 2),
  place_at timestamptz not null,
  not_before timestamptz not null,
  wanted_counter_id bigint references counters (id),
  misses smallint not null default 0 check (misses >= 0),
  counter_id bigint references counters (id),
  taken_at timestamptz not null,
  waiting_since timestamptz not null,
  called_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  void_reason text check (void_reason in ('missed', 'dayEnd')),
  press_key text not null unique,
  code_hash bytea not null unique,
  case_number text references case_files (number),
  unique (zone_id, day, serial),
  check (person_key is not null or channel = 'counter'),
  check ((channel = 'appointment') = (appointment_id is not null)),
  check ((state in ('called', 'serving')) <= (counter_id is not null)),
  check ((state in ('done', 'void', 'left')) = (ended_at is not null)),
  check ((state = 'void') = (void_reason is not null))
);
comment on table queue_tickets is 'Numbers taken (排队号). Nothing is ever taken back: a ticket ends as done, void or left';
comment on column queue_tickets.zone_id is 'Zone that gave the number; a transfer changes the line, never the number';
comment on column queue_tickets.label is 'As it is called: A001';
comment on column queue_tickets.line_id is 'Line in which it waits now';
comment on column queue_tickets.item_id is 'Service item named when the number was taken';
comment on column queue_tickets.person_key is 'Keyed hash of the ID number or mobile number; null: a clerk gave the number to someone who has neither';
comment on column queue_tickets.person_name is 'Masked name, such as 李*';
comment on column queue_tickets.phone_sealed is 'Personal data: encrypted mobile number, for telling that it is nearly one''s turn';
comment on column queue_tickets.rank is '0 appointment in its slot, 1 priority, 2 the others; first part of the order';
comment on column queue_tickets.place_at is 'Place within the rank: when it was taken; a missed call moves it back, a transfer does not';
comment on column queue_tickets.not_before is 'Who comes before the slot of an appointment waits for it to begin, while others wait';
comment on column queue_tickets.wanted_counter_id is 'Sent to this counter alone by a transfer';
comment on column queue_tickets.misses is 'Calls that nobody answered';
comment on column queue_tickets.counter_id is 'Counter that called it last';
comment on column queue_tickets.waiting_since is 'When it began to wait this time: taken, missed or transferred';
comment on column queue_tickets.called_at is 'Last call; earlier ones are in queue_calls';
comment on column queue_tickets.press_key is 'Random key of the press or form: pressed twice it is one ticket';
comment on column queue_tickets.code_hash is 'Hash of the code in the address of the page that follows the ticket';
comment on column queue_tickets.case_number is 'Case that was begun from it';
create unique index queue_tickets_one on queue_tickets (line_id, day, person_key) where state in ('waiting', 'called', 'serving');
create index queue_tickets_waiting on queue_tickets (line_id, rank, place_at, serial) where state = 'waiting';
create index queue_tickets_live on queue_tickets (hall_code, day) where state in ('waiting', 'called', 'serving');
create index queue_tickets_day on queue_tickets (hall_code, day, id);
create index queue_tickets_wanted on queue_tickets (wanted_counter_id) where state = 'waiting' and wanted_counter_id is not null;

create table queue_calls (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references queue_tickets (id),
  hall_code text not null references halls (code),
  line_id bigint not null references queue_lines (id),
  counter_id bigint not null references counters (id),
  clerk_id text not null,
  clerk_name text not null,
  day date not null,
  waiting_since timestamptz not null,
  first_called_at timestamptz not null,
  last_called_at timestamptz not null,
  times smallint not null default 1 check (times > 0),
  started_at timestamptz,
  ended_at timestamptz,
  outcome text check (outcome in ('done', 'missed', 'transferred', 'left', 'unended')),
  press_key text not null unique,
  check ((ended_at is null) = (outcome is null))
);
comment on table queue_calls is 'Each time a counter called someone (叫号): waiting is up to first_called_at, walking up to started_at, service up to ended_at';
comment on column queue_calls.times is 'How often it was called: once, and every recall';
comment on column queue_calls.outcome is 'done; missed: nobody came; transferred; left; unended: still open when the day was closed, so its service time is not known. Null: still open';
comment on column queue_calls.press_key is 'Random key of the press: pressed twice it is one call';
create unique index queue_calls_counter on queue_calls (counter_id) where outcome is null;
create index queue_calls_ticket on queue_calls (ticket_id, id);
create index queue_calls_board on queue_calls (hall_code, last_called_at desc);
create index queue_calls_line on queue_calls (line_id, day) where outcome = 'done';
create index queue_calls_clerk on queue_calls (clerk_id, day) where outcome = 'done';

create table hall_devices (
  id bigint generated always as identity primary key,
  hall_code text not null references halls (code),
  counter_id bigint references counters (id),
  kind text not null check (kind in ('kiosk', 'board', 'ratingPad')),
  name text not null,
  pairing_hash bytea unique,
  pairing_ends_at timestamptz,
  token_hash bytea unique,
  added_by text not null,
  added_at timestamptz not null,
  paired_at timestamptz,
  last_seen_at timestamptz,
  revoked_at timestamptz,
  check ((pairing_hash is null) = (pairing_ends_at is null)),
  check ((token_hash is null) = (paired_at is null)),
  check ((kind = 'ratingPad') = (counter_id is not null))
);
comment on table hall_devices is 'Kiosks, boards and rating pads. The desk shows a code, the device is told it once and keeps a token from then on';
comment on column hall_devices.counter_id is 'Counter at which a rating pad stands';
comment on column hall_devices.pairing_hash is 'Hash of the code by which it may be paired';
comment on column hall_devices.token_hash is 'Hash of the token kept on the device';
comment on column hall_devices.last_seen_at is 'To the minute';
create index hall_devices_hall on hall_devices (hall_code, id);

alter table case_files add column origin text not null default '';
comment on column case_files.origin is 'What it was begun from, such as ticket:12 at a window of the hall; empty: nothing';
create index case_files_origin on case_files (origin) where origin <> '';
