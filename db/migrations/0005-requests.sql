-- Requests for information and the remedies against answers.

create table information_requests (
  id bigint generated always as identity primary key,
  region_code text not null,
  number text not null unique,
  query_code_hash bytea,
  unit_code text not null references units (code),
  regime text not null references regimes (code),
  state text not null check (state in ('received', 'supplementAsked', 'handling', 'consulting', 'replied', 'withdrawn', 'abandoned', 'archived')),
  channel text not null check (channel in ('inPerson', 'fax', 'online', 'letter')),
  applicant_kind text not null check (applicant_kind in ('naturalPerson', 'company', 'researchInstitution', 'publicWelfare', 'legalService', 'otherOrganisation')),
  account_id text,
  applicant_name text not null,
  applicant_id_number text not null default '',
  applicant_contact text not null default '',
  subject text not null,
  wanted text not null,
  wanted_form text not null default '',
  received_on date not null,
  due_on date not null,
  extension smallint not null default 0 check (extension >= 0),
  paused smallint not null default 0 check (paused >= 0),
  replied_on date,
  closed_on date,
  reply_kind text,
  refusal_ground text,
  reply_note text not null default '',
  fee_fen bigint not null default 0 check (fee_fen >= 0),
  created_at timestamptz not null default now(),
  check ((closed_on is not null) = (state in ('replied', 'withdrawn', 'abandoned', 'archived')))
);
comment on table information_requests is 'Requests for government information (依申请公开). Never deleted.';
comment on column information_requests.number is 'Registration number: year-serial';
comment on column information_requests.query_code_hash is 'SM3 of the code by which the applicant follows the request';
comment on column information_requests.applicant_name is 'Personal data: masked in lists';
comment on column information_requests.applicant_id_number is 'Personal data: masked in lists';
comment on column information_requests.applicant_contact is 'Personal data: masked in lists';
comment on column information_requests.received_on is '收到申请之日. 《政府信息公开条例》第三十一条';
comment on column information_requests.due_on is 'Last day on which a reply is in time; changed only with an act';
comment on column information_requests.extension is 'Working days granted beyond the reply period; 0 if none. 《政府信息公开条例》第三十三条';
comment on column information_requests.paused is 'Working days the clock stood still. 《政府信息公开条例》第三十三条';
comment on column information_requests.reply_kind is 'Kind of reply, as in modules/requests/schema.ts';
comment on column information_requests.refusal_ground is 'Ground of a refusal, as in modules/requests/schema.ts';
create index information_requests_received on information_requests (received_on, id);
create index information_requests_closed on information_requests (closed_on, id) where closed_on is not null;
create index information_requests_work on information_requests (unit_code, state, due_on) where closed_on is null;

create table legal_remedies (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  kind text not null check (kind in ('reconsideration', 'litigation', 'litigationAfterReconsideration')),
  number text not null,
  request_id bigint references information_requests (id),
  opened_on date not null,
  closed_on date,
  outcome text not null default 'pending' check (outcome in ('upheld', 'corrected', 'other', 'pending')),
  check ((closed_on is null) = (outcome = 'pending'))
);
comment on table legal_remedies is 'Reconsideration and litigation about disclosure. 《政府信息公开条例》第五十一条';
create index legal_remedies_closed on legal_remedies (closed_on);

create table complaints (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  received_on date not null,
  subject text not null,
  outcome text not null default '',
  closed_on date
);
comment on table complaints is 'Reports and complaints about disclosure work (举报投诉), neither hotline tickets nor petitions.';
