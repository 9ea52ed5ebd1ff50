-- The ground every module stands on: acts and their chain, law and calendar as data, files, messages, settings.

create table settings (
  key text primary key,
  value jsonb not null,
  changed_at timestamptz not null default now(),
  changed_by text
);
comment on table settings is 'What a county may need to change without touching code: names, addresses, telephone numbers, limits. One row a subject.';
comment on column settings.key is 'Subject of the setting, such as site, counter, limits';
comment on column settings.value is 'The setting itself; its shape is checked when the server starts';

create table regimes (
  code text primary key,
  title text not null,
  order_number text not null,
  valid_from date not null,
  valid_until date,
  limits jsonb not null,
  articles jsonb not null,
  unconfirmed text[] not null default '{}',
  check (valid_until is null or valid_until >= valid_from)
);
comment on table regimes is 'Versions of the disclosure regulation. A record keeps the regime of the day it was received.';
comment on column regimes.code is 'R2008 for Order 492, R2019 for Order 711';
comment on column regimes.limits is 'Time limits in working days by name: publishDays, replyDays, extensionDays, …';
comment on column regimes.articles is 'Article that each limit rests on, by the same names';
comment on column regimes.unconfirmed is 'Names of limits whose article has not been confirmed against the printed law';

create table calendar_overrides (
  day date primary key,
  kind text not null check (kind in ('off', 'work')),
  reason text not null,
  source text not null,
  changed_at timestamptz not null default now(),
  changed_by text
);
comment on table calendar_overrides is 'Corrections to the published working-day calendar; they win over the calendar that comes with the software.';
comment on column calendar_overrides.kind is 'off: a day of rest; work: a day that is worked though it is a weekend or holiday';
comment on column calendar_overrides.source is 'The notice that ordered it, such as 国办发明电〔2017〕12号';

create table acts (
  id bigint generated always as identity primary key,
  region_code text not null,
  at timestamptz not null,
  account_id text,
  actor text not null,
  act text not null,
  subject text not null,
  unit_code text,
  data jsonb not null default '{}'
);
comment on table acts is 'Every change of state, one row each, written in the transaction of the change and never altered.';
comment on column acts.region_code is 'Division code of the county, by which a province may partition';
comment on column acts.account_id is 'Account that acted; null for a visitor or for the system itself';
comment on column acts.actor is 'Name of the person or job as shown in timelines';
comment on column acts.act is 'What was done: module.pastTense';
comment on column acts.subject is 'What it was done to: kind:key, such as document:12 or request:2018-0003';
comment on column acts.unit_code is 'Unit in whose name it was done';
create index acts_subject on acts (subject, id);
create index acts_at on acts (at, id);
create index acts_act on acts (act, id);

create table unsealed_acts (act_id bigint primary key references acts (id));
comment on table unsealed_acts is 'Acts that the chain has not reached yet; the sealer empties it within seconds.';

create table act_seals (
  position bigint primary key,
  act_id bigint not null unique references acts (id),
  hash bytea not null check (length(hash) = 32)
);
comment on table act_seals is 'The chain: hash = SM3(hash before it, content of the act). GB/T 32905';
comment on column act_seals.position is 'Place in the chain, from 1 without gaps';

create table chain_heads (
  day date primary key,
  position bigint not null,
  hash bytea not null,
  published_at timestamptz not null default now()
);
comment on table chain_heads is 'Head of the chain at the end of each day, as published on the portal.';

create function forbid_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: rows are never changed or removed', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger acts_append_only before update or delete on acts for each row execute function forbid_change();
create trigger acts_no_truncate before truncate on acts for each statement execute function forbid_change();
create trigger act_seals_append_only before update or delete on act_seals for each row execute function forbid_change();
create trigger act_seals_no_truncate before truncate on act_seals for each statement execute function forbid_change();
create trigger chain_heads_append_only before update or delete on chain_heads for each row execute function forbid_change();

create table files (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size >= 0),
  media_type text not null,
  stored_at timestamptz not null default now()
);
comment on table files is 'Bytes kept once under the digest of their content; who may read them is decided by the record that points here.';
comment on column files.media_type is 'Type found by looking at the content, not the one claimed';

create table outbox_messages (
  id bigint generated always as identity primary key,
  channel text not null check (channel in ('mail', 'sms')),
  recipient text not null,
  subject text not null default '',
  body text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  tries int not null default 0,
  last_error text,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
comment on table outbox_messages is 'Every mail and text message, put here in the transaction that causes it and delivered by a job.';
create index outbox_messages_state on outbox_messages (state, id);
