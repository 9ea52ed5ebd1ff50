alter table report_parts
  add column revision integer not null default 0 check (revision >= 0);
comment on column report_parts.revision is 'Counts up with every delivery, so that nobody overwrites what a colleague delivered meanwhile; 0 before the first';
update report_parts set revision = 1 where state <> 'asked';
