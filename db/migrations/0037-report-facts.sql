alter table report_parts
  add column revision integer not null default 0 check (revision >= 0);
comment on column report_parts.revision is 'Counts up with every delivery, so that nobody overwrites what a colleague delivered meanwhile; 0 before the first';
update report_parts set revision = 1 where state <> 'asked';

-- What annual reports tell beside the form, each line by line.

alter table delegations add column assigned boolean not null default false;
comment on column delegations.assigned is 'Whether the superior level asked for it to be handed down (上级下达的任务); others the county added by itself';

create table streamlinings (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  item_name text not null,
  steps_before integer not null check (steps_before > 0),
  steps_after integer not null check (steps_after > 0 and steps_after <= steps_before),
  materials_before integer not null check (materials_before > 0),
  materials_after integer not null check (materials_after > 0 and materials_after <= materials_before),
  done_on date not null
);
comment on table streamlinings is 'Items at the windows of the hall whose way through the office was worked out anew (流程再造), before their guide was written. 国办发〔2016〕108号';
comment on column streamlinings.steps_before is 'Steps of the procedure until then; a procedure only becomes shorter';
comment on column streamlinings.materials_before is 'Materials asked for until then';

create table training_lessons (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  title text not null,
  held_on date not null
);
comment on table training_lessons is 'Courses of others that had a lesson on disclosure; they are no trainings on disclosure (统计表九(二))';
comment on column training_lessons.held_on is 'First day of the course';

create table site_postings (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  topic text not null,
  posted integer not null check (posted > 0),
  counted_on date not null
);
comment on table site_postings is 'How much a website posted on a topic, counted month by month: reposts, updates and service notices as well, which are no disclosure of their own';
comment on column site_postings.topic is 'Such as 民生信息';
comment on column site_postings.counted_on is 'Last day of the month';

create table hall_projects (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  name text not null,
  amount_fen bigint not null check (amount_fen >= 0),
  approved_on date not null
);
comment on table hall_projects is 'Building and refitting of halls (大厅建设改造) whose plan is approved';
comment on column hall_projects.amount_fen is 'What is to be invested, in 分';
