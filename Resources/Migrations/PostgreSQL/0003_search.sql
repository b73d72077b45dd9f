-- Words folded by the program (case, accents, ligatures): typed prefixes find them in any order. The
-- rowid is the search_key of the record, as in SQLite's full-text tables. The words are lexemes already:
-- neither a parser nor a dictionary of the server touches them (Sources/SalesStore/Search.swift).
CREATE TABLE product_search (rowid bigint PRIMARY KEY, words tsvector NOT NULL);
CREATE TABLE customer_search (rowid bigint PRIMARY KEY, words tsvector NOT NULL);
CREATE TABLE opportunity_search (rowid bigint PRIMARY KEY, words tsvector NOT NULL);
CREATE INDEX product_search_words ON product_search USING gin (words);
CREATE INDEX customer_search_words ON customer_search USING gin (words);
CREATE INDEX opportunity_search_words ON opportunity_search USING gin (words);
