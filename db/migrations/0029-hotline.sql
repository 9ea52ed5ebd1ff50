-- The hotline and the mailbox: what people ask, report and complain of, from the call to the follow-up.

create table work_order_terms (
  kind text primary key check (kind in ('consultation', 'help', 'complaint', 'report', 'suggestion', 'urgent')),
  dispatch_days smallint not null check (dispatch_days between 0 and 60),
  contact_days smallint not null check (contact_days between 0 and 60),
  reply_days smallint not null check (reply_days between 0 and 60),
  close_days smallint not null check (close_days between 0 and 60),
  review_days smallint not null check (review_days between 0 and 60),
  escalate_days smallint not null check (escalate_days between 1 and 60),
  follow_up_days smallint not null check (follow_up_days between 0 and 60),
  follow_up_tries smallint not null check (follow_up_tries between 1 and 10),
  reopen_days smallint not null check (reopen_days between 0 and 365),
  extension_days smallint not null check (extension_days between 0 and 60),
  confirmed boolean not null default false,
  source text not null default '',
  changed_by text not null default '',
  changed_at timestamptz not null default now()
);
comment on table work_order_terms is 'Terms of the county for each kind of work order, in working days; an urgent one goes by its own row. There are no national numbers';
comment on column work_order_terms.dispatch_days is 'Working days from receipt to dispatch; 0: the same day';
comment on column work_order_terms.contact_days is 'Working days from dispatch to the first contact with the person';
comment on column work_order_terms.reply_days is 'Working days from receipt (or reopening) to the reply';
comment on column work_order_terms.close_days is 'Working days from the reply to asking that it be closed';
comment on column work_order_terms.review_days is 'Working days for whoever reviews the closing';
comment on column work_order_terms.escalate_days is 'Working days overdue after which it goes to the leader';
comment on column work_order_terms.follow_up_days is 'Working days from closing to the follow-up call';
comment on column work_order_terms.follow_up_tries is 'Calls in vain after which the follow-up counts as made, not reached';
comment on column work_order_terms.reopen_days is 'Calendar days from closing within which the person may have it opened again';
comment on column work_order_terms.extension_days is 'The most working days by which the reply may be put off, once';
comment on column work_order_terms.confirmed is 'Whether the county has confirmed these numbers';
comment on column work_order_terms.source is 'What they rest on, in words for the reader';

create table work_order_topics (
  code text primary key,
  parent_code text references work_order_topics (code),
  name text not null,
  words text[] not null default '{}',
  kind text check (kind in ('consultation', 'help', 'complaint', 'report', 'suggestion')),
  unit_codes text[] not null default '{}',
  of_place boolean not null default false,
  position smallint not null default 0,
  retired boolean not null default false,
  changed_by text not null default '',
  changed_at timestamptz not null default now(),
  check (not of_place or unit_codes = '{}')
);
comment on table work_order_topics is 'Dispatch catalogue (派单目录) in two levels: what an order is about, by which words it is known, and who handles it';
comment on column work_order_topics.words is 'Words by which a text is known to be about this';
comment on column work_order_topics.kind is 'Kind proposed for such an order; null: as the person puts it';
comment on column work_order_topics.unit_codes is 'Units that handle it, the first that exists on the day: predecessors stand behind their successors';
comment on column work_order_topics.of_place is 'Whether the town or subdistrict of the place handles it';
comment on column work_order_topics.retired is 'Whether it is no longer offered; orders keep it';

create table work_orders (
  id bigint generated always as identity primary key,
  number text not null unique,
  region_code text not null,
  kind text not null check (kind in ('consultation', 'help', 'complaint', 'report', 'suggestion')),
  channel text not null check (channel in ('phone', 'mayorMailbox', 'message', 'superiorMailbox', 'superiorHotline',
    'helpLine', 'websiteError', 'badRating')),
  title text not null,
  text text not null,
  topic_code text references work_order_topics (code),
  proposed_topic_code text references work_order_topics (code),
  proposed_unit_code text references units (code),
  dispatched_unit_code text references units (code),
  place_unit_code text references units (code),
  place text not null default '',
  person_name text not null default '',
  person_phone text not null default '',
  person_email text not null default '',
  account_id text,
  anonymous boolean not null default false,
  confidential boolean not null default false,
  complained_unit_code text references units (code),
  superior_number text not null default '',
  superior_due_on date,
  source text not null default '',
  intake_unit_code text not null references units (code),
  unit_code text references units (code),
  at_unit_code text not null references units (code),
  state text not null check (state in ('received', 'dispatched', 'handling', 'replied', 'closing', 'closed', 'followedUp',
    'archived', 'notAccepted', 'withdrawn', 'merged')),
  received_on date not null,
  received_at timestamptz not null,
  clock_from date not null,
  turn_from date not null,
  reply_days smallint not null check (reply_days >= 0),
  extension smallint not null default 0 check (extension >= 0),
  dispatched_on date,
  signed_on date,
  contacted_on date,
  replied_on date,
  closing_asked_on date,
  closed_on date,
  followed_up_on date,
  dispatch_due_on date,
  contact_due_on date,
  reply_due_on date not null,
  follow_up_due_on date,
  due_on date,
  warn_on date,
  order_on date not null generated always as (coalesce(due_on, date '9999-12-31')) stored,
  reopen_until date,
  urgent boolean not null default false,
  urgings smallint not null default 0 check (urgings >= 0),
  supervised_on date,
  escalated_on date,
  instructed_on date,
  reopened smallint not null default 0 check (reopened >= 0),
  merged_into bigint references work_orders (id),
  handler_id text,
  handler_name text not null default '',
  result text check (result in ('solved', 'explained', 'cannot', 'notAccepted')),
  result_note text not null default '',
  ground text check (ground in ('otherBranch', 'emergency', 'inProcedure', 'secret', 'repeated', 'abuse')),
  satisfaction smallint check (satisfaction between 1 and 5),
  public_wish boolean not null default false,
  public_title text not null default '',
  public_text text not null default '',
  public_reply text not null default '',
  published_on date,
  published_by text,
  published_name text not null default '',
  version integer not null default 1,
  submission_hash bytea unique,
  query_code_hash bytea not null,
  search tsvector not null default '',
  created_at timestamptz not null default now(),
  check ((closed_on is not null) = (state in ('closed', 'followedUp', 'archived', 'notAccepted', 'withdrawn', 'merged'))),
  check ((merged_into is not null) = (state = 'merged')),
  check (merged_into <> id),
  check (not anonymous or person_name = ''),
  check ((ground is not null) = (coalesce(result, '') = 'notAccepted')),
  check (published_on is null or (public_wish and not confidential and public_reply <> ''))
);
comment on table work_orders is 'Work orders (工单), one row a thing someone asked, reported or complained of. 国办发〔2020〕53号';
comment on column work_orders.number is 'G, day of receipt and serial of the day; never used twice';
comment on column work_orders.kind is 'consultation 咨询, help 求助, complaint 投诉, report 举报, suggestion 建议. 国办发〔2020〕53号';
comment on column work_orders.channel is 'How it came: by phone, the mayor''s mailbox, a message on the portal, assigned from the superior''s mailbox or hotline, the help line, an error found on the website, a bad rating';
comment on column work_orders.text is 'What the person said, in their words; may name people';
comment on column work_orders.topic_code is 'Topic the operator decided on';
comment on column work_orders.proposed_topic_code is 'Topic the catalogue proposed when it was first dispatched; null: none';
comment on column work_orders.proposed_unit_code is 'Unit the catalogue proposed when it was first dispatched; null: none';
comment on column work_orders.dispatched_unit_code is 'Unit it was first dispatched to; beside the proposed one it tells whether the catalogue was right';
comment on column work_orders.place_unit_code is 'Town, subdistrict, village or community where it is';
comment on column work_orders.place is 'Where exactly, in words';
comment on column work_orders.person_name is 'Personal data: masked; empty for an anonymous one';
comment on column work_orders.person_phone is 'Personal data: masked';
comment on column work_orders.person_email is 'Personal data: masked';
comment on column work_orders.account_id is 'Account it was written from; null where there is none';
comment on column work_orders.anonymous is 'Whether the person did not give a name';
comment on column work_orders.confidential is 'Whether who it came from is kept from the units that handle it. 《信访条例》第二十三条';
comment on column work_orders.complained_unit_code is 'Unit that is complained of or reported; a report and a confidential order never reach it';
comment on column work_orders.superior_number is 'Number the superior gave an order it assigned';
comment on column work_orders.superior_due_on is 'Last day the superior set';
comment on column work_orders.source is 'Record in another module it was opened for, as in acts: rating:12';
comment on column work_orders.intake_unit_code is 'Unit that runs the hotline';
comment on column work_orders.unit_code is 'Lead unit (主办); null before dispatch';
comment on column work_orders.at_unit_code is 'Unit whose turn it is';
comment on column work_orders.clock_from is 'Day zero of the reply: the day of receipt or on which it was opened again';
comment on column work_orders.turn_from is 'Day on which it came to whoever has the turn; day zero of dispatch, of asking to close, of its review and of the follow-up';
comment on column work_orders.reply_days is 'Working days for the reply, as the terms were when it began, or as the superior or a rating set';
comment on column work_orders.extension is 'Working days by which the reply was put off; 0 if none';
comment on column work_orders.closed_on is 'Day on which the handling ended: closed, not accepted, withdrawn or merged';
comment on column work_orders.reply_due_on is 'Last day to reply, with the extension; the earlier one where the superior set one as well';
comment on column work_orders.follow_up_due_on is 'Last day of the follow-up; null where none is needed or it is not closed';
comment on column work_orders.due_on is 'What the lights go by: the nearest last day of whoever has the turn; null where nothing runs';
comment on column work_orders.warn_on is 'First day on which the light is yellow; stored, so that lights come from an index';
comment on column work_orders.order_on is 'Order of work lists: the due day, those without one last';
comment on column work_orders.reopen_until is 'Last day on which the person may have it opened again';
comment on column work_orders.urgings is 'How often it was urged, by whomever';
comment on column work_orders.supervised_on is 'Day on which the hotline put it under supervision (督办)';
comment on column work_orders.escalated_on is 'Day on which it went to the leader';
comment on column work_orders.instructed_on is 'Day on which the leader gave an instruction (批示)';
comment on column work_orders.merged_into is 'The order that answers for this one, a duplicate';
comment on column work_orders.handler_id is 'Account of the officer who signed for it';
comment on column work_orders.result is 'solved 已解决, explained 已解释, cannot 无法解决, notAccepted 不予受理';
comment on column work_orders.ground is 'Why it was not accepted';
comment on column work_orders.satisfaction is '1 very good to 5 very bad, as told at the follow-up. GB/T 39046-2020 A.8';
comment on column work_orders.public_wish is 'Whether the person agreed that question and reply be published';
comment on column work_orders.public_text is 'The question as published, without personal data';
comment on column work_orders.published_on is 'Day of publication; null: not, or not any more';
comment on column work_orders.published_by is 'Account that cleared it: not the one that replied';
comment on column work_orders.version is 'Raised by every change, so that two officers cannot overwrite each other';
comment on column work_orders.submission_hash is 'SM3 of the key of the form that was sent: sending it twice makes one order';
comment on column work_orders.query_code_hash is 'SM3 of the code by which an order is followed without an account';
create index work_orders_at on work_orders (at_unit_code, order_on, id) where due_on is not null;
create index work_orders_lead on work_orders (unit_code, order_on, id) where closed_on is null;
create index work_orders_light on work_orders (at_unit_code, warn_on, order_on) include (id, state) where due_on is not null;
create index work_orders_state on work_orders (at_unit_code, state, order_on, id) where state not in ('archived', 'withdrawn', 'notAccepted', 'merged');
create index work_orders_pressing on work_orders (warn_on, id) where due_on is not null;
create index work_orders_unit on work_orders (unit_code, received_on desc, id desc);
create index work_orders_intake on work_orders (intake_unit_code, received_on desc, id desc);
create index work_orders_received on work_orders (received_on);
create index work_orders_closed on work_orders (closed_on) where closed_on is not null;
create index work_orders_phone on work_orders (person_phone, id desc) where person_phone <> '';
create index work_orders_account on work_orders (account_id, received_on desc, id desc) where account_id is not null;
create index work_orders_place on work_orders (place_unit_code, received_on desc, id desc) where place_unit_code is not null;
create index work_orders_topic on work_orders (topic_code, received_on) where topic_code is not null;
create index work_orders_merged on work_orders (merged_into) where merged_into is not null;
create index work_orders_escalated on work_orders (escalated_on) where escalated_on is not null and closed_on is null;
create index work_orders_published on work_orders (published_on desc, id desc) where published_on is not null;
create unique index work_orders_superior on work_orders (channel, superior_number) where superior_number <> '';
create unique index work_orders_source on work_orders (source) where source <> '';
create index work_orders_search on work_orders using gin (search);

create table work_order_serials (
  region_code text not null,
  day date not null,
  last integer not null check (last > 0),
  primary key (region_code, day)
);
comment on table work_order_serials is 'Last serial given on a day: numbers of work orders have no gaps and are never used twice';

create table work_order_units (
  id bigint generated always as identity primary key,
  order_id bigint not null references work_orders (id),
  unit_code text not null references units (code),
  part text not null,
  state text not null check (state in ('doing', 'done')),
  answer text not null default '',
  answered_by text,
  answered_name text not null default '',
  answered_at timestamptz,
  unique (order_id, unit_code),
  check ((state = 'done') = (answered_at is not null))
);
comment on table work_order_units is 'Units that assist the lead unit (协办), each with its own part';
comment on column work_order_units.part is 'What it is asked to do';
comment on column work_order_units.answer is 'What it tells the lead unit';
create index work_order_units_doing on work_order_units (unit_code, order_id) where state = 'doing';

create table work_order_steps (
  id bigint generated always as identity primary key,
  order_id bigint not null references work_orders (id),
  move text not null,
  from_state text not null,
  to_state text not null,
  unit_code text references units (code),
  to_unit_code text references units (code),
  words text not null default '',
  by_id text,
  by_name text not null,
  at timestamptz not null
);
comment on table work_order_steps is 'Every move of an order: who made it, from which state to which, for which unit, with which words';
comment on column work_order_steps.unit_code is 'Unit whose turn it was';
comment on column work_order_steps.to_unit_code is 'Unit whose turn it is after the move';
comment on column work_order_steps.words is 'Opinion, reason or instruction; for officers, not for the person';
create index work_order_steps_order on work_order_steps (order_id, id);

create table work_order_proposals (
  id bigint generated always as identity primary key,
  order_id bigint not null references work_orders (id),
  kind text not null check (kind in ('return', 'extension', 'closing')),
  content jsonb not null,
  unit_code text not null references units (code),
  state text not null check (state in ('waiting', 'approved', 'returned', 'void')),
  proposed_by text not null,
  proposed_name text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_name text,
  decided_at timestamptz,
  note text not null default '',
  check (decided_by is null or decided_by <> proposed_by)
);
comment on table work_order_proposals is 'What the handling unit asks and a second person at the hotline decides: to give it back, to put it off, to close it';
comment on column work_order_proposals.content is 'The form as it was filled in, as in modules/hotline/schema.ts';
comment on column work_order_proposals.unit_code is 'Unit that asks';
create unique index work_order_proposals_one on work_order_proposals (order_id, kind) where state = 'waiting';
create index work_order_proposals_order on work_order_proposals (order_id, id);
create index work_order_proposals_waiting on work_order_proposals (proposed_at) where state = 'waiting';

create table work_order_replies (
  id bigint generated always as identity primary key,
  order_id bigint not null references work_orders (id),
  text text not null,
  way text not null check (way in ('phone', 'sms', 'mail', 'visit', 'online', 'letter')),
  unit_code text not null references units (code),
  replied_by text,
  replied_name text not null,
  replied_at timestamptz not null
);
comment on table work_order_replies is 'Replies to the person; the last one holds';
comment on column work_order_replies.way is 'How the person was told, besides the page on which they can read it';
create index work_order_replies_order on work_order_replies (order_id, id);

create table work_order_follow_ups (
  id bigint generated always as identity primary key,
  order_id bigint not null references work_orders (id),
  way text not null check (way in ('phone', 'sms', 'visit', 'online')),
  reached boolean not null,
  satisfaction smallint check (satisfaction between 1 and 5),
  words text not null default '',
  made_by text,
  made_name text not null,
  made_at timestamptz not null,
  check (reached or satisfaction is null)
);
comment on table work_order_follow_ups is 'Follow-up calls (回访), made by someone who did not handle the order';
comment on column work_order_follow_ups.satisfaction is '1 very good to 5 very bad; null: the person did not say. GB/T 39046-2020 A.8';
create index work_order_follow_ups_order on work_order_follow_ups (order_id, id);
create index work_order_follow_ups_made on work_order_follow_ups (made_at);

create table work_order_urgings (
  id bigint generated always as identity primary key,
  order_id bigint not null references work_orders (id),
  by_whom text not null check (by_whom in ('person', 'hotline', 'leader')),
  words text not null default '',
  urged_by text,
  urged_name text not null,
  urged_on date not null,
  urged_at timestamptz not null
);
comment on table work_order_urgings is 'Urgings (催办): by the person once a day, by the hotline, by the leader';
create unique index work_order_urgings_person on work_order_urgings (order_id, urged_on) where by_whom = 'person';
create index work_order_urgings_order on work_order_urgings (order_id, id);

create table work_order_files (
  id bigint generated always as identity primary key,
  order_id bigint not null references work_orders (id),
  kind text not null check (kind in ('evidence', 'reply', 'internal')),
  sha256 text not null references files (sha256),
  name text not null,
  added_by text not null,
  added_on date not null
);
comment on table work_order_files is 'Files of an order: what the person sent, what the reply carries, what only officers see';
create index work_order_files_order on work_order_files (order_id, id);

create table work_order_reminders (
  order_id bigint not null references work_orders (id),
  rule text not null,
  period text not null,
  told_at timestamptz not null,
  primary key (order_id, rule, period)
);
comment on table work_order_reminders is 'Reminders given: each once for an order, a rule and the day it quotes';
