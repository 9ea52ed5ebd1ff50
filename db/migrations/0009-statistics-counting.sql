-- A year's figures are counted from two narrow indexes, not from the documents with their texts.

create index documents_counting on documents (id) include (unit_code, state, kind, written_on, full_text);

-- Figures ask for every channel of a period at once; by channel first, the index was no help for that.
drop index document_channels_at;
create index document_channels_at on document_channels (published_at) include (document_id, channel);
