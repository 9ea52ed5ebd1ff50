-- The list of accounts is read in order of name, a page at a time.
create index accounts_name on accounts (name, id);
