-- Annual reports written from the records: texts with references, parts delivered by units, values frozen at publication.

create table reports (
  id bigint generated always as identity primary key,
  region_code text not null,
  unit_code text not null references units (code),
  year integer not null check (year between 2008 and 2100),
  version integer not null default 1 check (version > 0),
  template text not null,
  issuer text not null check (issuer <> ''),
  phone text not null default '',
  state text not null check (state in ('draft', 'inReview', 'reviewed', 'signed', 'published', 'replaced')),
  correction text not null default '',
  preparer text not null default '',
  reviewer text not null default '',
  unit_head text not null default '',
  prepared_by text,
  submitted_at timestamptz,
  reviewed_by text,
  reviewed_at timestamptz,
  signed_by text,
  signed_at timestamptz,
  dated_on date,
  published_by text,
  published_at timestamptz,
  form_id bigint references frozen_forms (id),
  digest bytea,
  return_note text not null default '',
  changed_at timestamptz not null default now(),
  unique (unit_code, year, version),
  check ((version > 1) = (correction <> '')),
  check ((state in ('signed', 'published', 'replaced')) = (signed_at is not null)),
  check ((signed_at is null) = (dated_on is null)),
  check ((state in ('published', 'replaced')) = (published_at is not null)),
  check ((published_at is null) = (digest is null))
);
comment on table reports is 'Annual reports on open government (政府信息公开工作年度报告), one row a version. 《政府信息公开条例》第四十九条、第五十条';
comment on column reports.unit_code is 'Unit that reports, for itself and all below it';
comment on column reports.version is '1 for the first; a correction of what was published is the next';
comment on column reports.template is 'Format, by the file in data/reports: 2008, 2019, 2021';
comment on column reports.issuer is 'Who signs it (发文机关署名)';
comment on column reports.state is 'draft, inReview, reviewed, signed by the head of the unit, published; replaced by a corrected version';
comment on column reports.correction is 'What the reader is told of a corrected version; empty for the first';
comment on column reports.unit_head is 'Name of the head of the unit who signed';
comment on column reports.prepared_by is 'Account that gave it to review';
comment on column reports.dated_on is 'Day printed under the signature (成文日期)';
comment on column reports.form_id is 'Frozen form of the year that was published with it';
comment on column reports.digest is 'SM3 over texts and values as published';
create unique index reports_open on reports (unit_code, year) where state not in ('published', 'replaced');
create index reports_listed on reports (year desc, unit_code, version desc);

create table report_sections (
  report_id bigint not null references reports (id),
  key text not null,
  text text not null,
  revision integer not null default 1,
  saved_by text not null,
  saved_name text not null,
  saved_at timestamptz not null,
  primary key (report_id, key)
);
comment on table report_sections is 'Texts of the parts that the format fixes, with references to indicators in braces';
comment on column report_sections.key is 'Place of the part in the format, 0 for what stands before the first heading';
comment on column report_sections.revision is 'Counts up with every saving, so that nobody overwrites what another saved meanwhile';

create table report_values (
  report_id bigint not null references reports (id),
  source text not null,
  shown text not null,
  value numeric,
  label text not null,
  unit text not null,
  definition text not null,
  basis text not null,
  indicator text not null,
  period_from date not null,
  period_to date not null,
  bars jsonb,
  primary key (report_id, source)
);
comment on table report_values is 'What each reference of a published report stood for: frozen with it';
comment on column report_values.source is 'The reference as written, such as {requests.received}';
comment on column report_values.shown is 'What is printed in its place';
comment on column report_values.indicator is 'Indicator or rate; empty for a sum of the form';
comment on column report_values.bars is 'Bars of a chart: label and value';

create table report_parts (
  id bigint generated always as identity primary key,
  report_id bigint not null references reports (id),
  unit_code text not null references units (code),
  key text not null,
  due_on date not null,
  state text not null check (state in ('asked', 'delivered', 'merged')),
  request text not null default '',
  text text not null default '',
  return_note text not null default '',
  asked_at timestamptz not null,
  delivered_at timestamptz,
  delivered_by text,
  delivered_name text not null default '',
  merged_at timestamptz,
  unique (report_id, unit_code, key),
  check ((state = 'asked') = (delivered_at is null)),
  check ((state = 'merged') = (merged_at is not null))
);
comment on table report_parts is 'What departments and towns deliver for a report. 《政府信息公开条例》第四十九条';
comment on column report_parts.due_on is 'Last day, 31 January of the following year unless the office says otherwise';
comment on column report_parts.request is 'What the office wants to read in it';
comment on column report_parts.return_note is 'Why it was given back';
create index report_parts_due on report_parts (due_on, id) where state = 'asked';
create index report_parts_unit on report_parts (unit_code, state);

create table report_reminders (
  subject text not null,
  rule text not null check (rule in ('partDue', 'partLate', 'reportDue', 'reportLate')),
  period text not null,
  told_at timestamptz not null,
  primary key (subject, rule, period)
);
comment on table report_reminders is 'Reminders of parts and reports, once for each record, rule and day';
