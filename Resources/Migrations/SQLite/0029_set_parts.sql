-- A set that papers show as one line may be printed without what it holds (features.md F046): said on the
-- set, taken over by the documents it comes on, changed there.
ALTER TABLE product_set ADD COLUMN hides_parts INTEGER NOT NULL DEFAULT 0
  CHECK (hides_parts IN (0, 1));
ALTER TABLE quote_line ADD COLUMN set_hides_parts INTEGER NOT NULL DEFAULT 0
  CHECK (set_hides_parts IN (0, 1));
ALTER TABLE order_line ADD COLUMN set_hides_parts INTEGER NOT NULL DEFAULT 0
  CHECK (set_hides_parts IN (0, 1));
