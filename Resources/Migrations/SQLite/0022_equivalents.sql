-- Products that do as well as one another: what a customer may be offered in the place of what he asked
-- for. One row for the pair, the smaller key first.
CREATE TABLE product_equivalent (
  product_id BLOB NOT NULL REFERENCES product,
  other_id BLOB NOT NULL REFERENCES product,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (product_id, other_id),
  CHECK (product_id < other_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX product_equivalent_other ON product_equivalent (other_id);
