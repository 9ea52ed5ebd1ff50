-- Cases: what people apply for under an item, from the first draft to the delivered result.

create table case_files (
  id bigint generated always as identity primary key,
  number text not null unique,
  region_code text not null,
  item_id bigint not null references service_items (id),
  version_id bigint not null references item_versions (id),
  item_name text not null,
  kind text not null check (kind in ('instant', 'committed')),
  unit_code text not null references units (code),
  intake_unit_code text not null references units (code),
  deciding_unit_code text not null references units (code),
  at_unit_code text not null references units (code),
  channel text not null check (channel in ('online', 'window', 'town', 'village', 'post')),
  state text not null check (state in ('submitted', 'supplementAsked', 'accepted', 'inReview', 'specialProcedure',
    'approved', 'rejected', 'notAccepted', 'returned', 'withdrawn', 'completed', 'delivered', 'archived')),
  applicant_kind text not null check (applicant_kind in ('naturalPerson', 'organisation')),
  applicant_name text not null,
  id_kind text not null check (id_kind in ('residentId', 'passport', 'permit', 'creditCode')),
  applicant_id_number text not null,
  applicant_phone text not null,
  applicant_address text not null default '',
  contact_person text not null default '',
  account_id text,
  agent_name text not null default '',
  agent_id_number text not null default '',
  agent_phone text not null default '',
  consent_how text check (consent_how in ('written', 'present', 'recorded')),
  consent_sha256 text references files (sha256),
  answers jsonb not null default '{}',
  choices jsonb not null default '{}',
  received_on date not null,
  notice_from date not null,
  accepted_on date,
  accepted_by_silence boolean not null default false,
  promised_days smallint,
  promised_unit text not null check (promised_unit in ('workingDay', 'calendarDay', 'instant', 'none')),
  statutory_days smallint,
  statutory_unit text not null check (statutory_unit in ('workingDay', 'calendarDay', 'instant', 'none')),
  limit_basis text not null default '',
  promised_due_on date,
  statutory_due_on date,
  due_on date,
  warn_on date,
  order_on date not null generated always as (coalesce(due_on, date '9999-12-31')) stored,
  waiting_until date,
  clock_stopped boolean not null default false,
  provisional boolean not null default false,
  extension smallint not null default 0 check (extension >= 0),
  decision text check (decision in ('approve', 'reject')),
  decision_note text not null default '',
  decided_on date,
  decided_by text,
  decided_name text not null default '',
  closing_note text not null default '',
  completed_on date,
  delivered_on date,
  wanted_delivery text not null default 'counter' check (wanted_delivery in ('counter', 'post')),
  delivery_address text not null default '',
  fee_asked_fen bigint not null default 0 check (fee_asked_fen >= 0),
  fee_fen bigint not null default 0 check (fee_fen >= 0),
  paid_on date,
  handler_id text,
  handler_name text not null default '',
  version integer not null default 1,
  submission_hash bytea unique,
  query_code_hash bytea not null,
  created_at timestamptz not null default now(),
  check ((completed_on is not null) = (state in ('rejected', 'notAccepted', 'returned', 'withdrawn', 'completed', 'delivered', 'archived'))),
  check ((decision is null) = (decided_on is null)),
  check ((agent_name = '') = (consent_how is null)),
  check (accepted_on is null or accepted_on >= received_on)
);
comment on table case_files is 'Cases (办件), one row an application for a service item. It is handled to its end under the version it began under. GB/T 39046-2020';
comment on column case_files.number is 'Region, day of receipt and serial of the day; never used twice';
comment on column case_files.version_id is 'Version of the item that held when the case began';
comment on column case_files.item_name is 'Name of the item in that version, so that lists need not read it';
comment on column case_files.kind is 'instant 即办件: decided on the spot; committed 承诺件: within the promised limit. GB/T 39046-2020 A.6';
comment on column case_files.unit_code is 'Unit in whose name it is decided';
comment on column case_files.intake_unit_code is 'Unit whose window, town or village took it in; for an online case the one that accepts it';
comment on column case_files.deciding_unit_code is 'Unit that decides in the name of unit_code: itself, or the town or village the item was handed down to';
comment on column case_files.at_unit_code is 'Unit whose turn it is: the one in whose work list it lies';
comment on column case_files.channel is 'How it came: online, at the window of the hall, in the town, in the village, by post';
comment on column case_files.applicant_name is 'Personal data: to be masked in lists';
comment on column case_files.applicant_id_number is 'Personal data: number of the identity card or credit code, as id_kind says';
comment on column case_files.applicant_phone is 'Personal data: masked';
comment on column case_files.applicant_address is 'Personal data: masked';
comment on column case_files.contact_person is 'Personal data: who acts for an organisation';
comment on column case_files.account_id is 'Account of the person it was applied for from; null where they have none';
comment on column case_files.agent_name is 'Who applied on behalf of the person; empty: they did it themselves';
comment on column case_files.agent_id_number is 'Personal data of the agent: masked';
comment on column case_files.agent_phone is 'Personal data of the agent: masked';
comment on column case_files.consent_how is 'How the person consented to being applied for: written, present, recorded (by telephone)';
comment on column case_files.consent_sha256 is 'Proof of the consent: the signed letter of attorney, a recording';
comment on column case_files.answers is 'The form as it was filled in, by the field names of the version';
comment on column case_files.choices is 'Answers to the questions that decide which conditional materials are needed';
comment on column case_files.received_on is 'Day on which the application came';
comment on column case_files.notice_from is 'Day zero of the five working days for asking a supplement: the day of receipt, or on which the supplement came. 《行政许可法》第三十二条';
comment on column case_files.accepted_by_silence is 'Whether nobody asked for a supplement in time, so that it counts as accepted from the day of receipt. 《行政许可法》第三十二条第一款第四项';
comment on column case_files.promised_days is 'Days of the promised limit as the version has it; null where there is none or it is decided on the spot';
comment on column case_files.statutory_days is 'Days of the statutory limit; null where no law sets one';
comment on column case_files.limit_basis is 'What the statutory limit rests on, in words for the reader';
comment on column case_files.promised_due_on is 'Last day by the promised limit: alarms go by it. Null before acceptance';
comment on column case_files.statutory_due_on is 'Last day by law: legality goes by it. Null before acceptance or where no law sets one';
comment on column case_files.due_on is 'What the lights go by: last day for the supplement notice while submitted, the earlier of the promised and statutory day while handled, last day to issue after approval';
comment on column case_files.warn_on is 'First day on which the light is yellow; stored, so that lights come from an index';
comment on column case_files.order_on is 'Order of work lists: the due day, those without one last';
comment on column case_files.waiting_until is 'Last day for the applicant who was asked for a supplement';
comment on column case_files.clock_stopped is 'Whether nothing runs against the office: a supplement is waited for, or a special procedure is on. 《行政许可法》第四十五条';
comment on column case_files.provisional is 'Whether due_on may still move by itself';
comment on column case_files.extension is 'Days that the head added; 0 if none. 《行政许可法》第四十二条';
comment on column case_files.decided_by is 'Account that decided';
comment on column case_files.closing_note is 'Why it ended without a decision, in words for the applicant';
comment on column case_files.completed_on is 'Day on which it was finished (办结): the result issued, or rejected, not accepted, returned, withdrawn';
comment on column case_files.delivered_on is 'Day on which the result or the rejection reached the applicant';
comment on column case_files.wanted_delivery is 'How the applicant wants the result: at the counter or by post';
comment on column case_files.delivery_address is 'Personal data: where the result is posted to';
comment on column case_files.fee_asked_fen is 'Fee that was asked for, 分; fee_fen is what was paid';
comment on column case_files.handler_id is 'Account of the officer who handles it';
comment on column case_files.version is 'Raised by every change, so that two officers cannot overwrite each other';
comment on column case_files.submission_hash is 'SM3 of the key of the form that was sent: sending it twice makes one case';
comment on column case_files.query_code_hash is 'SM3 of the code on the receipt, by which a case is followed without an account';
create index case_files_at on case_files (at_unit_code, order_on, id) where completed_on is null;
create index case_files_pressing on case_files (at_unit_code, warn_on, order_on) include (id, state) where completed_on is null and not clock_stopped;
create index case_files_late on case_files (at_unit_code, order_on, id) include (warn_on, state) where completed_on is null and not clock_stopped;
create index case_files_state on case_files (at_unit_code, state, order_on, id) where state not in ('archived', 'delivered', 'withdrawn', 'returned', 'notAccepted');
create index case_files_handler on case_files (handler_id, order_on, id) where completed_on is null and handler_id is not null;
create index case_files_open on case_files (id) where completed_on is null;
create index case_files_submitted on case_files (due_on) where state = 'submitted';
create index case_files_stopped on case_files (at_unit_code, order_on, id) where completed_on is null and clock_stopped;
create index case_files_moving on case_files (id) where state = 'specialProcedure' or (state in ('accepted', 'inReview') and provisional);
create index case_files_warned on case_files (warn_on, id) where completed_on is null and not clock_stopped;
create index case_files_unit on case_files (unit_code, received_on desc, id desc);
create index case_files_intake on case_files (intake_unit_code, received_on desc, id desc);
create index case_files_completed on case_files (completed_on) where completed_on is not null;
create index case_files_received on case_files (received_on);
create index case_files_account on case_files (account_id, received_on desc, id desc) where account_id is not null;
create index case_files_person on case_files (applicant_id_number, id desc);
create index case_files_name on case_files (applicant_name, id desc);
create index case_files_item on case_files (item_id, received_on);

create table case_serials (
  region_code text not null,
  day date not null,
  last integer not null check (last > 0),
  primary key (region_code, day)
);
comment on table case_serials is 'Last serial given on a day: numbers of cases have no gaps and are never used twice';

create table case_materials (
  id bigint generated always as identity primary key,
  case_id bigint not null references case_files (id),
  material_key text not null,
  name text not null,
  way text not null check (way in ('upload', 'paper', 'reused', 'shared', 'later')),
  sha256 text references files (sha256),
  file_name text not null default '',
  trust text check (trust in ('A', 'B', 'C', 'D')),
  copies smallint not null default 1 check (copies >= 0),
  tolerated_until date,
  reused_from bigint references case_materials (id),
  replaced boolean not null default false,
  checked_by text not null default '',
  checked_at timestamptz,
  added_by text not null,
  added_on date not null,
  check ((way in ('upload', 'reused')) = (sha256 is not null)),
  check ((way = 'later') = (tolerated_until is not null)),
  check ((way = 'later') = (trust is null))
);
comment on table case_materials is 'Materials of a case, by the material of the version that each stands for; what a supplement replaces stays';
comment on column case_materials.material_key is 'Key of the material in the version';
comment on column case_materials.way is 'upload a file; paper handed in; reused from an earlier case; shared: already held by the government; later: tolerated for now (容缺)';
comment on column case_materials.trust is 'A by its issuer, B checked by a window, C uploaded (original to be seen), D made by the applicant; null for what has not come. 国办函〔2016〕108号';
comment on column case_materials.copies is 'How many of the paper were handed in';
comment on column case_materials.tolerated_until is 'Last day to bring what was tolerated';
comment on column case_materials.replaced is 'Whether a later one took its place';
comment on column case_materials.checked_by is 'Clerk who compared it with the original';
create index case_materials_case on case_materials (case_id, id);
create index case_materials_tolerated on case_materials (tolerated_until) where way = 'later' and not replaced;

create table case_steps (
  id bigint generated always as identity primary key,
  case_id bigint not null references case_files (id),
  round smallint not null default 1 check (round > 0),
  position smallint not null check (position > 0),
  step_key text not null,
  name text not null,
  role text not null,
  group_key text,
  unit_code text not null references units (code),
  days smallint not null default 0,
  state text not null check (state in ('todo', 'doing', 'done')),
  outcome text check (outcome in ('pass', 'return', 'other')),
  opinion text not null default '',
  clerk_id text,
  clerk_name text not null default '',
  started_at timestamptz,
  ended_at timestamptz,
  due_on date,
  unique (case_id, round, step_key),
  check ((state = 'done') = (outcome is not null)),
  check ((state = 'todo') = (started_at is null))
);
comment on table case_steps is 'Steps of a case (办理环节), made from those of the version. Several of one group run side by side. GB/T 39046-2020';
comment on column case_steps.round is 'Raised when a step gives the case back to an earlier one: those after it are taken again';
comment on column case_steps.group_key is 'Steps with the same group run side by side; all must be passed before the next begins';
comment on column case_steps.days is 'Working days the step may take';
comment on column case_steps.outcome is 'pass, return to an earlier step, other: not needed any more. GB/T 39046-2020';
comment on column case_steps.due_on is 'Last day of the step';
create index case_steps_case on case_steps (case_id, id);
create index case_steps_doing on case_steps (unit_code, due_on, case_id) where state = 'doing';

create table case_clock_events (
  case_id bigint not null references case_files (id),
  position smallint not null check (position > 0),
  kind text not null check (kind in ('pause', 'resume', 'extension')),
  cause text not null check (cause in ('special', 'tolerance', 'extension')),
  on_day date not null,
  until_day date,
  days smallint check (days > 0),
  special_kind text,
  ground text not null,
  primary key (case_id, position),
  check ((kind = 'extension') = (days is not null)),
  check ((kind = 'extension') = (cause = 'extension')),
  check (until_day is null or kind = 'pause')
);
comment on table case_clock_events is 'What moves the due days of a case, in the order it happened; only ever added to. 《行政许可法》第四十二条、第四十五条';
comment on column case_clock_events.cause is 'special stops both clocks; tolerance, a wait for what was tolerated, only the promised one; extension adds to both';
comment on column case_clock_events.special_kind is 'Which special procedure: hearing, test, inspection …';
comment on column case_clock_events.ground is 'Why, with its article, in words for the reader';

create table case_proposals (
  id bigint generated always as identity primary key,
  case_id bigint not null references case_files (id),
  kind text not null check (kind in ('extension', 'decision')),
  content jsonb not null,
  state text not null check (state in ('waiting', 'approved', 'returned', 'void')),
  proposed_by text not null,
  proposed_name text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_name text,
  decided_at timestamptz,
  note text not null default ''
);
comment on table case_proposals is 'What an officer proposes and who may decide decides: extensions and decisions';
comment on column case_proposals.content is 'The form as it was filled in, as in modules/cases/schema.ts';
create unique index case_proposals_one on case_proposals (case_id, kind) where state = 'waiting';
create index case_proposals_waiting on case_proposals (proposed_at) where state = 'waiting';

create table case_papers (
  id bigint generated always as identity primary key,
  case_id bigint not null references case_files (id),
  kind text not null,
  addressee text not null,
  number text not null unique,
  issued_on date not null,
  issued_by text not null,
  paper jsonb not null,
  docx_sha256 text references files (sha256),
  pdf_sha256 text references files (sha256),
  read_at timestamptz
);
comment on table case_papers is 'Papers of a case. Their wording is fixed when they are issued; files are made from it afterwards and may be made again.';
comment on column case_papers.kind is 'Which of the papers, such as receipt, acceptance, supplementNotice';
comment on column case_papers.paper is 'The whole wording, as platform/paper draws it';
comment on column case_papers.read_at is 'When the applicant first opened it';
create index case_papers_case on case_papers (case_id, id);

create table case_results (
  id bigint generated always as identity primary key,
  case_id bigint not null references case_files (id),
  name text not null,
  kind text not null check (kind in ('certificate', 'document', 'other')),
  number text not null unique,
  holder text not null,
  issued_on date not null,
  valid_until date,
  verification_code text not null unique,
  paper jsonb not null,
  docx_sha256 text references files (sha256),
  pdf_sha256 text references files (sha256),
  revoked_on date,
  revoke_reason text not null default '',
  check (valid_until is null or valid_until >= issued_on)
);
comment on table case_results is 'Results of a case: certificates and documents. Whoever holds one can have it verified by the code on it.';
comment on column case_results.holder is 'Personal data: whom it was issued to';
comment on column case_results.valid_until is 'Last day on which it holds; null: for good';
comment on column case_results.verification_code is 'Sixteen random signs that cannot be guessed; the QR code leads to the page that verifies it';
create index case_results_case on case_results (case_id, id);

create table case_deliveries (
  id bigint generated always as identity primary key,
  case_id bigint not null references case_files (id),
  way text not null check (way in ('counter', 'post')),
  recipient text not null,
  recipient_id_number text not null default '',
  phone text not null default '',
  address text not null default '',
  carrier text not null default '',
  tracking_number text not null default '',
  state text not null check (state in ('signed', 'posted', 'inTransit', 'outForDelivery', 'delivered', 'returned')),
  events jsonb not null default '[]',
  sent_on date not null,
  arrived_on date,
  check ((way = 'counter') = (state = 'signed')),
  check ((way = 'post') = (tracking_number <> ''))
);
comment on table case_deliveries is 'How results and decisions reach the applicant: signed for at the counter, or carried by post';
comment on column case_deliveries.recipient is 'Personal data: who received it, or whom it is sent to';
comment on column case_deliveries.phone is 'Personal data: masked';
comment on column case_deliveries.address is 'Personal data: masked';
comment on column case_deliveries.events is 'What the carrier told: a list of { on, state, text }';
create index case_deliveries_case on case_deliveries (case_id, id);
create index case_deliveries_way on case_deliveries (id) where state in ('posted', 'inTransit', 'outForDelivery');
create unique index case_deliveries_tracking on case_deliveries (carrier, tracking_number) where way = 'post';

create table case_messages (
  id bigint generated always as identity primary key,
  case_id bigint not null references case_files (id),
  from_applicant boolean not null,
  author text not null,
  body text not null,
  at timestamptz not null,
  read_at timestamptz
);
comment on table case_messages is 'Messages between the applicant and the office, kept with the case';
create index case_messages_case on case_messages (case_id, id);

create table case_drafts (
  id text primary key,
  account_id text not null,
  item_id bigint not null references service_items (id),
  version_id bigint not null references item_versions (id),
  form jsonb not null default '{}',
  submission_key text not null unique,
  ends_on date not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  case_number text references case_files (number)
);
comment on table case_drafts is 'Online applications not sent yet. A draft has no clock; the day on which it is deleted is told from the first day.';
comment on column case_drafts.id is 'Random key, as in the address';
comment on column case_drafts.submission_key is 'Random key that stands in no address: it makes sending twice harmless, and the query code follows from it';
comment on column case_drafts.form is 'What was typed so far: applicant, answers, choices, ways of the materials';
comment on column case_drafts.ends_on is 'Last day on which it is kept';
comment on column case_drafts.case_number is 'The case it became';
create index case_drafts_account on case_drafts (account_id, changed_at desc) where case_number is null;
create index case_drafts_ends on case_drafts (ends_on) where case_number is null;

create table case_draft_files (
  id bigint generated always as identity primary key,
  draft_id text not null references case_drafts (id) on delete cascade,
  material_key text not null,
  name text not null,
  sha256 text not null references files (sha256),
  created_at timestamptz not null default now()
);
comment on table case_draft_files is 'Files uploaded to a draft, by the material each stands for';
create index case_draft_files_draft on case_draft_files (draft_id, id);

create table case_authorisations (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  account_id text not null,
  account_name text not null,
  item_ids bigint[],
  powers text[] not null check (powers <> '{}' and powers <@ array['accept', 'decide', 'issue']),
  document_number text not null,
  valid_from date not null,
  valid_until date not null,
  revoked_on date,
  granted_by text not null,
  granted_on date not null,
  check (valid_until >= valid_from)
);
comment on table case_authorisations is 'Letters of authorisation (授权委托书): a department lets a clerk accept, decide or issue in its name';
comment on column case_authorisations.account_id is 'Account of the clerk';
comment on column case_authorisations.item_ids is 'Items it covers; null: all of the unit';
comment on column case_authorisations.document_number is 'Number of the letter';
comment on column case_authorisations.valid_until is 'Last day on which it holds';
comment on column case_authorisations.revoked_on is 'First day on which it holds no longer';
create index case_authorisations_account on case_authorisations (account_id) where revoked_on is null;
create index case_authorisations_unit on case_authorisations (unit_code);

create table case_deputies (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  account_id text not null,
  account_name text not null,
  deputy_id text not null,
  deputy_name text not null,
  reason text not null,
  valid_from date not null,
  valid_until date not null,
  ended_on date,
  granted_by text not null,
  check (valid_until >= valid_from),
  check (account_id <> deputy_id)
);
comment on table case_deputies is 'Dated mandates: someone takes the cases and the letters of authorisation of a colleague who is away';
comment on column case_deputies.account_id is 'Who is away';
comment on column case_deputies.deputy_id is 'Who acts for them';
create index case_deputies_deputy on case_deputies (deputy_id) where ended_on is null;
create index case_deputies_account on case_deputies (account_id) where ended_on is null;

create table case_reminders (
  case_id bigint not null references case_files (id),
  rule text not null check (rule in ('nearing', 'yellowCard', 'redCard', 'statutory', 'toleranceEnds')),
  period text not null,
  told_at timestamptz not null,
  primary key (case_id, rule, period)
);
comment on table case_reminders is 'Reminders and warnings given, once for each rule and period';
comment on column case_reminders.period is 'The due day the reminder quotes; a day that moved is a new reason';
