-- The life of a request for information: who waits for whom, what moves its clock, what was decided, which letters went out.

alter table information_requests
  add column version integer not null default 1,
  add column submission_hash bytea unique,
  add column arrived_on date,
  add column post_kind text check (post_kind in ('registered', 'ordinary')),
  add column id_kind text not null default 'residentId' check (id_kind in ('residentId', 'passport', 'permit', 'creditCode')),
  add column contact_person text not null default '',
  add column applicant_email text not null default '',
  add column applicant_address text not null default '',
  add column need text not null default '',
  add column wanted_route text not null default 'online' check (wanted_route in ('online', 'mail', 'post', 'inPerson', 'fax')),
  add column oral boolean not null default false,
  add column handler_id text,
  add column handler_name text not null default '',
  add column waiting_until date,
  add column fee_asked_fen bigint not null default 0 check (fee_asked_fen >= 0),
  add column provisional boolean not null default false,
  add column search tsvector,
  drop constraint information_requests_state_check,
  add check (state in ('received', 'supplementAsked', 'handling', 'consulting', 'feeAsked', 'replied', 'withdrawn', 'abandoned', 'archived'));
comment on column information_requests.version is 'Raised by every change, so that two officers cannot overwrite each other';
comment on column information_requests.submission_hash is 'SM3 of the key of the form that was sent: sending it twice registers one request, with one query code';
comment on column information_requests.arrived_on is 'Day on which a fax or an ordinary letter arrived; receipt counts from its confirmation. 《政府信息公开条例》第三十一条';
comment on column information_requests.post_kind is 'How a letter was posted: registered counts from signing, ordinary from confirmation. 《政府信息公开条例》第三十一条';
comment on column information_requests.id_kind is 'What the number in applicant_id_number is of';
comment on column information_requests.contact_person is 'Personal data: who acts for an organisation';
comment on column information_requests.applicant_email is 'Personal data: masked in lists';
comment on column information_requests.applicant_address is 'Personal data: masked in lists';
comment on column information_requests.need is 'Own need for production, life or research. 《政府信息公开条例》（国务院令第492号）第十三条';
comment on column information_requests.wanted_form is 'Form in which the information is wanted: paper, electronic, reading';
comment on column information_requests.wanted_route is 'How the reply is to reach the applicant';
comment on column information_requests.oral is 'Asked by word of mouth and written down by the clerk. 《政府信息公开条例》第二十九条';
comment on column information_requests.handler_id is 'Account of the officer who handles it';
comment on column information_requests.handler_name is 'Name of the officer who handles it';
comment on column information_requests.waiting_until is 'Last day for whoever is waited for: the applicant, a third party, another organ';
comment on column information_requests.fee_asked_fen is 'Fee that was asked for, 分; fee_fen is what was paid. 国办函〔2020〕109号';
comment on column information_requests.provisional is 'Whether due_on may still move by itself: a pause runs, or the calendar is not yet published that far';
comment on column information_requests.search is 'Words of subject and wish, for similar requests';
create index information_requests_search on information_requests using gin (search);
create index information_requests_account on information_requests (account_id, received_on desc, id desc) where account_id is not null;
create index information_requests_person on information_requests (applicant_id_number, received_on) where applicant_id_number <> '';
create index information_requests_open on information_requests (due_on, id) where closed_on is null;

create table request_clock_events (
  request_id bigint not null references information_requests (id),
  position smallint not null check (position > 0),
  kind text not null check (kind in ('pause', 'resume', 'extension', 'restart', 'replacement')),
  on_day date not null,
  until_day date,
  days smallint check (days > 0),
  due_on date,
  ground text not null,
  primary key (request_id, position),
  check ((kind = 'extension') = (days is not null)),
  check ((kind = 'replacement') = (due_on is not null)),
  check (until_day is null or kind = 'pause')
);
comment on table request_clock_events is 'What moves the due day of a request, in the order it happened; only ever added to. 《政府信息公开条例》第三十三条';
comment on column request_clock_events.ground is 'Why, with its article, in words for the reader';

create table request_files (
  id bigint generated always as identity primary key,
  request_id bigint not null references information_requests (id),
  purpose text not null check (purpose in ('identityProof', 'application', 'supplement', 'release', 'internal')),
  name text not null,
  sha256 text not null references files (sha256),
  added_by text not null,
  created_at timestamptz not null default now()
);
comment on table request_files is 'Files of a request. What belongs to the applicant is served to nobody else but the unit that handles it.';
comment on column request_files.purpose is 'identityProof, application and supplement come from the applicant; release is handed over with the reply; internal stays with the unit';
create index request_files_request on request_files (request_id);

create table request_consultations (
  id bigint generated always as identity primary key,
  request_id bigint not null references information_requests (id),
  kind text not null check (kind in ('thirdParty', 'coProducer')),
  name text not null,
  contact text not null,
  about text not null,
  sent_on date not null,
  until_day date,
  answer text check (answer in ('agrees', 'objects', 'silent')),
  reasonable boolean,
  note text not null default '',
  answered_on date,
  check ((answer is null) = (answered_on is null))
);
comment on table request_consultations is 'Third parties and other organs that are asked before a reply. 《政府信息公开条例》第三十二条、第三十四条';
comment on column request_consultations.about is 'What they are asked about';
comment on column request_consultations.until_day is 'Last day to answer; null where the law sets none';
comment on column request_consultations.reasonable is 'Whether an objection gives reasonable grounds';
create index request_consultations_request on request_consultations (request_id);
create index request_consultations_open on request_consultations (until_day) where answer is null;

create table request_proposals (
  id bigint generated always as identity primary key,
  request_id bigint not null references information_requests (id),
  kind text not null check (kind in ('extension', 'postponement', 'reply')),
  content jsonb not null,
  state text not null check (state in ('draft', 'waiting', 'approved', 'returned', 'void')),
  proposed_by text not null,
  proposed_name text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_name text,
  decided_at timestamptz,
  note text not null default ''
);
comment on table request_proposals is 'What an officer proposes and the head of the office decides: extensions, later dates, replies';
comment on column request_proposals.content is 'The form as it was filled in, as in modules/requests/schema.ts';
create unique index request_proposals_one on request_proposals (request_id, kind) where state in ('draft', 'waiting');
create index request_proposals_waiting on request_proposals (proposed_at) where state = 'waiting';

create table request_letters (
  id bigint generated always as identity primary key,
  request_id bigint not null references information_requests (id),
  kind text not null,
  audience text not null check (audience in ('applicant', 'thirdParty', 'organ')),
  addressee text not null,
  number text not null,
  issued_on date not null,
  issued_by text not null,
  paper jsonb not null,
  docx_sha256 text references files (sha256),
  pdf_sha256 text references files (sha256),
  delivery_route text check (delivery_route in ('online', 'mail', 'post', 'inPerson', 'fax')),
  delivered_on date,
  delivery_note text not null default '',
  read_at timestamptz,
  unique (number),
  check ((delivered_on is null) = (delivery_route is null))
);
comment on table request_letters is 'Letters of a request. Their wording is fixed when they are issued; files are made from it afterwards and may be made again.';
comment on column request_letters.audience is 'Who may read it: a letter to a third party is not shown to the applicant';
comment on column request_letters.paper is 'The whole wording, as platform/paper draws it';
comment on column request_letters.read_at is 'When the applicant first opened it on the site';
create index request_letters_request on request_letters (request_id);

create table request_serials (
  year smallint primary key,
  last integer not null check (last > 0)
);
comment on table request_serials is 'Last registration number given in a year';
