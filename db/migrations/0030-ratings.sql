-- Ratings (好差评): what people say of a case or of a visit to the hall, what comes of it, and appeals against it.

create table ratings (
  id bigint generated always as identity primary key,
  region_code text not null,
  subject text not null unique check (subject ~ '^(case|ticket):.'),
  item_code text,
  item_name text not null,
  unit_code text not null references units (code),
  counter_id bigint references counters (id),
  counter_name text not null default '',
  clerk_id text,
  clerk_name text not null default '',
  served_on date not null,
  asked_on date,
  state text not null default 'asked' check (state in ('asked', 'valid', 'appealed', 'excluded')),
  level smallint check (level between 1 and 5),
  by_default boolean not null default false,
  reasons text[] not null default '{}',
  words text not null default '',
  channel text check (channel in ('windowDevice', 'kiosk', 'portal', 'qr', 'sms', 'hotline', 'clock')),
  rater_name text not null default '',
  rater_phone text not null default '',
  rated_at timestamptz,
  rated_on date,
  may_show_words boolean not null default false,
  shown_words text,
  shown_by text not null default '',
  shown_at timestamptz,
  work_order text unique,
  rectify_by date,
  rectified_on date,
  rectification text not null default '',
  excluded_reason text not null default '',
  version integer not null default 1,
  check ((state = 'asked') = (level is null)),
  check ((level is null) = (rated_at is null) and (level is null) = (rated_on is null) and (level is null) = (channel is null)),
  check (by_default = (channel is not null and channel = 'clock')),
  check (not by_default or (words = '' and rater_name = '' and rater_phone = '' and work_order is null)),
  check ((state = 'excluded') = (excluded_reason <> '')),
  check (shown_words is null or may_show_words)
);
comment on table ratings is 'Ratings (好差评), one row for each case or visit that was asked about or rated: a case once online, a visit once on site. GB/T 39735-2020; 国办发〔2019〕51号';
comment on column ratings.subject is 'case:NUMBER or ticket:ID. It leads to the rater: shown to those alone who review, never to the rated';
comment on column ratings.item_code is 'Code of the service item; null where a visit was for none in particular';
comment on column ratings.item_name is 'Its name, or the business that was queued for';
comment on column ratings.unit_code is 'Unit that is rated';
comment on column ratings.counter_id is 'Window of the hall; null where there was none';
comment on column ratings.clerk_id is 'Account of the clerk who is rated; null where none is known';
comment on column ratings.served_on is 'Day on which the case was finished or the visit ended: ratings are open for a while after it';
comment on column ratings.asked_on is 'Day on which the person was asked for a rating; null where they came by themselves';
comment on column ratings.state is 'asked: not rated yet; valid; appealed: counts until the appeal is decided; excluded: left out of every figure, stays readable';
comment on column ratings.level is '1 very good, 2 good, 3 basically good, 4 bad, 5 very bad. GB/T 39046-2020 A.8';
comment on column ratings.by_default is 'Nobody rated in time and the county counts that as satisfied: always counted apart from real ratings';
comment on column ratings.reasons is 'Codes of data/law/rating-reasons.json';
comment on column ratings.words is 'What the rater wrote. May hold personal data: shown to the public only as shown_words';
comment on column ratings.channel is 'Where it was given: window device, terminal, portal, QR code, link of a text message, hotline; clock for one by default';
comment on column ratings.rater_name is 'Personal data, of who gave their name: to those alone who follow up, each look an act. Empty: anonymous';
comment on column ratings.rater_phone is 'Personal data: as rater_name';
comment on column ratings.rated_on is 'Day of rated_at in Asia/Shanghai';
comment on column ratings.may_show_words is 'Whether the rater agreed that their words are published';
comment on column ratings.shown_words is 'Words as published: cleared by a person, personal data taken out';
comment on column ratings.work_order is 'Number of the work order that a bad rating opened';
comment on column ratings.rectify_by is 'Last day of the term for rectification';
comment on column ratings.rectified_on is 'Day on which the work order was closed';
comment on column ratings.rectification is 'What was done about it, in words for the public';
comment on column ratings.excluded_reason is 'Why it does not count';
create index ratings_unit on ratings (unit_code, rated_on desc, id desc) where level is not null;
create index ratings_rated on ratings (rated_on, unit_code, level) include (item_code, by_default, state) where level is not null;
create index ratings_item on ratings (item_code, rated_on) where level is not null;
create index ratings_asked on ratings (asked_on, id) where level is null;
create index ratings_counter on ratings (counter_id, rated_on) where level is not null and counter_id is not null;
create index ratings_bad on ratings (unit_code, rated_on desc, id desc) where level >= 4;
create index ratings_appealed on ratings (id) where state = 'appealed';
create index ratings_open on ratings (rectify_by) where work_order is not null and rectified_on is null;
create index ratings_shown on ratings (shown_at desc) where shown_words is not null;
create index ratings_unread on ratings (id) where may_show_words and shown_at is null;

create table rating_links (
  token_hash bytea primary key,
  rating_id bigint not null references ratings (id),
  made_at timestamptz not null
);
comment on table rating_links is 'Links in messages, by which a rating may be given without an account: single use, since each leads to one rating, which is given once';
comment on column rating_links.token_hash is 'SM3 of the token in the link; the token itself is kept nowhere';
create index rating_links_rating on rating_links (rating_id);

create table rating_appeals (
  id bigint generated always as identity primary key,
  rating_id bigint not null references ratings (id),
  unit_code text not null references units (code),
  ground text not null check (ground in ('malicious', 'mistaken', 'notOurs')),
  reason text not null,
  state text not null default 'waiting' check (state in ('waiting', 'upheld', 'dismissed')),
  appealed_by text not null,
  appealed_name text not null,
  appealed_at timestamptz not null,
  decided_by text,
  decided_name text not null default '',
  decided_unit text references units (code),
  decided_at timestamptz,
  note text not null default '',
  check ((state = 'waiting') = (decided_at is null)),
  check (decided_unit is null or decided_unit <> unit_code)
);
comment on table rating_appeals is 'Appeals of rated units against malicious or mistaken ratings, decided by another unit. 国办发〔2019〕51号';
comment on column rating_appeals.ground is 'malicious: to harm; mistaken: another level was meant, or something that is not service; notOurs: another unit was meant';
comment on column rating_appeals.decided_unit is 'Unit of who decided: never the one that appealed';
create unique index rating_appeals_once on rating_appeals (rating_id);
create index rating_appeals_waiting on rating_appeals (unit_code, id) where state = 'waiting';

create table rating_appeal_files (
  appeal_id bigint not null references rating_appeals (id),
  position smallint not null check (position > 0),
  name text not null,
  sha256 text not null references files (sha256),
  primary key (appeal_id, position)
);
comment on table rating_appeal_files is 'Proof that came with an appeal';
