-- The mail address of an applicant, beside the phone: messages of a case go to whichever was given.

alter table case_files
  add column applicant_email text not null default '';
comment on column case_files.applicant_email is 'Personal data: masked. Where messages go by mail; empty when none was given';
