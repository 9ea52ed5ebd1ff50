-- The mail address of an applicant, beside the phone: messages of a case go to whichever was given.

alter table case_files
  add column applicant_email text not null default '';
comment on column case_files.applicant_email is 'Personal data: masked. Where messages go by mail; empty when none was given';

-- What a supplement notice asks to be put right on the form: named once, with the answer before and after.

create table case_corrections (
  case_id bigint not null references case_files (id),
  field text not null,
  asked_on date not null,
  old_answer jsonb,
  new_answer jsonb,
  corrected_on date,
  corrected_by text not null default '',
  primary key (case_id, field),
  check ((corrected_on is null) = (corrected_by = ''))
);
comment on table case_corrections is 'Fields of the form that a supplement notice names (补正). A case is asked once, so each field stands here once. 《行政许可法》第三十二条第一款第四项';
comment on column case_corrections.field is 'Name of the field in the form of the version under which the case began';
comment on column case_corrections.old_answer is 'Personal data: the answer when it was asked for; null: none had been given';
comment on column case_corrections.new_answer is 'Personal data: the answer that came; null: none, or not yet';
comment on column case_corrections.corrected_on is 'Day on which the supplement came; null while it is waited for';
comment on column case_corrections.corrected_by is 'Who sent or keyed in the supplement';
