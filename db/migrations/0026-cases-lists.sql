-- What the lists of cases ask, at a million of them: each is a walk along an index, unit by unit.

drop index case_steps_doing;
create index case_steps_to_do on case_steps (unit_code, due_on, id) include (case_id)
  where state = 'doing' and role in ('review', 'inspect', 'publicise');

alter table case_files add column proposals_waiting smallint not null default 0;
comment on column case_files.proposals_waiting is 'How many proposals wait (case_proposals), so that what a head has to decide is found by unit and due day';
update case_files c set proposals_waiting = p.waiting
  from (select case_id, count(*) as waiting from case_proposals where state = 'waiting' group by case_id) p where p.case_id = c.id;
create index case_files_awaiting on case_files (unit_code, order_on, id) include (proposals_waiting)
  where proposals_waiting > 0;
create index case_files_awaiting_at on case_files (at_unit_code, order_on, id) include (proposals_waiting, unit_code)
  where proposals_waiting > 0;

alter table case_reminders
  add column id bigint generated always as identity unique,
  add column unit_code text references units (code),
  add column at_unit_code text references units (code),
  add column answer text,
  add column answered_by text,
  add column answered_at timestamptz,
  add check ((answer is null) = (answered_at is null)),
  add check ((answer is null) = (answered_by is null));
comment on column case_reminders.id is 'The later it was given, the higher';
comment on column case_reminders.unit_code is 'The unit responsible for the case';
comment on column case_reminders.at_unit_code is 'The unit where the case lay when the reminder was given';
comment on column case_reminders.answer is 'Why it came to that and what is being done; null: nobody has answered yet';
comment on column case_reminders.answered_by is 'Name of who answered last';
update case_reminders r set unit_code = c.unit_code, at_unit_code = c.at_unit_code from case_files c where c.id = r.case_id;
update case_reminders r set answer = a.data ->> 'answer', answered_by = a.actor, answered_at = a.at
  from case_files c, acts a
  where c.id = r.case_id and a.subject = 'case:' || c.number and a.act = 'cases.warningAnswered'
    and a.data ->> 'rule' = r.rule and a.data ->> 'period' = r.period;
alter table case_reminders alter column unit_code set not null, alter column at_unit_code set not null;
create index case_reminders_unit on case_reminders (unit_code, rule, (answered_at is null), id);
create index case_reminders_at on case_reminders (at_unit_code, rule, (answered_at is null), id) include (unit_code);
