-- What a quote agrees beside its prices: sections, options and alternatives; carriage by a rule or as it
-- was typed, and what it costs us; the eco-contribution, apart from the goods; the legal exception that
-- lets a customer pay later. Columns are added: the CHECK of a table cannot be widened in place.
ALTER TABLE quote_line ADD COLUMN heading INTEGER NOT NULL DEFAULT 0 CHECK (heading IN (0, 1));
ALTER TABLE quote_line ADD COLUMN choice TEXT NOT NULL DEFAULT 'firm'
  CHECK (choice IN ('firm', 'option', 'alternative'));
ALTER TABLE quote_line ADD COLUMN choice_of INTEGER;
ALTER TABLE quote_line ADD COLUMN eco_unit INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quote_line ADD COLUMN eco_amount INTEGER NOT NULL DEFAULT 0;

ALTER TABLE order_line ADD COLUMN heading INTEGER NOT NULL DEFAULT 0 CHECK (heading IN (0, 1));
ALTER TABLE order_line ADD COLUMN eco_unit INTEGER NOT NULL DEFAULT 0;
ALTER TABLE order_line ADD COLUMN eco_amount INTEGER NOT NULL DEFAULT 0;

ALTER TABLE quote ADD COLUMN carriage_source TEXT NOT NULL DEFAULT 'rule'
  CHECK (carriage_source IN ('rule', 'manual'));
ALTER TABLE quote ADD COLUMN carriage_cost INTEGER;
ALTER TABLE quote ADD COLUMN eco_amount INTEGER NOT NULL DEFAULT 0;
-- No rule gave the carriage of the quotes that are here already.
UPDATE quote SET carriage_source = 'manual' WHERE carriage <> 0;

ALTER TABLE sales_order ADD COLUMN carriage_cost INTEGER;
ALTER TABLE sales_order ADD COLUMN eco_amount INTEGER NOT NULL DEFAULT 0;

ALTER TABLE product ADD COLUMN eco_unit INTEGER NOT NULL DEFAULT 0;

ALTER TABLE customer ADD COLUMN carriage_free_from INTEGER;
ALTER TABLE customer ADD COLUMN carriage_amount INTEGER;
ALTER TABLE customer ADD COLUMN legal_exception TEXT NOT NULL DEFAULT '';
