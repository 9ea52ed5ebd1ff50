create table attachment_readings (
  sha256 text primary key references files (sha256),
  read_at timestamptz not null,
  outcome text not null check (outcome in ('read', 'cut', 'empty', 'unreadable', 'tooLarge', 'tooSlow')),
  found int not null default 0,
  findings jsonb not null default '[]'
);
comment on table attachment_readings is 'What the check for personal data found in the words of a file, once for each file whatever documents carry it; the words themselves are not kept.';
comment on column attachment_readings.sha256 is 'Digest of the file';
comment on column attachment_readings.read_at is 'When it was read';
comment on column attachment_readings.outcome is 'read: all of it; cut: longer than is looked at; empty: no words, such as a scan; unreadable: a kind that is not read, damaged or locked; tooLarge, tooSlow: given up';
comment on column attachment_readings.found is 'Numbers of persons found in all';
comment on column attachment_readings.findings is 'The first of them: kind, number with its middle masked, place in the file. 《个人信息保护法》第二十五条';

alter table documents add column personal_data_confirmed_by text;
comment on column documents.personal_data_confirmed_by is 'Account of who confirmed at publication that what the check for personal data found, or could not read, may be public; null when there was nothing to confirm';
alter table document_corrections add column personal_data_confirmed_by text;
comment on column document_corrections.personal_data_confirmed_by is 'The same for the corrected content';
