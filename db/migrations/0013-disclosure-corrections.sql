create table document_corrections (
  id bigint generated always as identity primary key,
  document_id bigint not null references documents (id),
  state text not null default 'draft'
    check (state in ('draft', 'inReview', 'returned', 'approved', 'published', 'discarded')),
  saves int not null default 1,
  content jsonb not null,
  attachments jsonb not null,
  note text not null,
  drafted_by text not null,
  submitted_at timestamptz,
  personal_data jsonb not null default '[]',
  reviewed_by text,
  reviewed_at timestamptz,
  secrecy_note text,
  review_note text,
  published_at timestamptz,
  published_by text,
  version int,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  check ((state = 'published') = (published_at is not null)),
  check ((state = 'published') = (version is not null))
);
comment on table document_corrections is 'Corrections of published documents (更正): drafted, reviewed and published by three persons. The document keeps its index number, its day of publication and its place in the figures.';
comment on column document_corrections.id is 'Number of the correction';
comment on column document_corrections.document_id is 'The published document that is corrected';
comment on column document_corrections.state is 'Life of the correction; moves in modules/disclosure/corrections.rules.ts';
comment on column document_corrections.saves is 'Counts up with every save; an editor must name the one they saw';
comment on column document_corrections.content is 'Title, metadata and text as they are to stand, in the form of document_versions.content';
comment on column document_corrections.attachments is 'Files as they are to stand, in order: sha256 and name';
comment on column document_corrections.note is 'What was wrong and how it reads now; shown on the page of the document for good';
comment on column document_corrections.drafted_by is 'Account of who drafted the correction';
comment on column document_corrections.submitted_at is 'When it was handed in for review';
comment on column document_corrections.personal_data is 'What the check for personal data found when it was submitted';
comment on column document_corrections.reviewed_by is 'Account of who approved it';
comment on column document_corrections.reviewed_at is 'When it was approved';
comment on column document_corrections.secrecy_note is 'Finding of the secrecy review. 《政府信息公开条例》第十七条';
comment on column document_corrections.review_note is 'Opinion of the reviewer, on approval or return';
comment on column document_corrections.published_at is 'When the correction became visible';
comment on column document_corrections.published_by is 'Account of who published it';
comment on column document_corrections.version is 'Version of the document that the correction made';
comment on column document_corrections.created_at is 'When the correction was begun';
comment on column document_corrections.changed_at is 'When it was last changed';
create unique index document_corrections_open on document_corrections (document_id)
  where state not in ('published', 'discarded');
create index document_corrections_published on document_corrections (document_id, published_at)
  where state = 'published';

alter table document_versions add column attachments jsonb;
comment on column document_versions.attachments is 'Files as they stood while this version was the published one: sha256 and name; null when none was ever published in its place';
