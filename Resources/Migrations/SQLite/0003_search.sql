-- Words folded by the program (case, accents, ligatures): typed prefixes find them in any order.
-- The rowid is the search_key of the record.
CREATE VIRTUAL TABLE product_search USING fts5(words, prefix = '1 2 3', tokenize = 'ascii');
CREATE VIRTUAL TABLE customer_search USING fts5(words, prefix = '1 2 3', tokenize = 'ascii');
CREATE VIRTUAL TABLE opportunity_search USING fts5(words, prefix = '1 2 3', tokenize = 'ascii');
