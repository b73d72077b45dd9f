-- Prices as a desk manages them: a contract that ends at a quantity, a price that never falls under a
-- floor, and list prices of a day to come.

-- Ordered under the rule beyond which it gives no price any more; null = none. Base units.
ALTER TABLE price_rule ADD COLUMN cap_quantity INTEGER CHECK (cap_quantity > 0);
-- The least a discount or a formula gives; null = none.
ALTER TABLE price_rule ADD COLUMN floor_price INTEGER CHECK (floor_price >= 0);

-- The list price of a product from a day on. Before the first of them it is product.list_price; a price
-- set by hand today takes those that have begun away.
CREATE TABLE product_price (
  product_id BLOB NOT NULL REFERENCES product,
  valid_from INTEGER NOT NULL,
  price INTEGER NOT NULL CHECK (price >= 0),
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (product_id, valid_from)
) STRICT, WITHOUT ROWID;

-- What was ordered under a rule, and the rules of a customer and of a list.
CREATE INDEX order_line_rule ON order_line (price_rule_id) WHERE price_rule_id IS NOT NULL;
CREATE INDEX price_rule_customer ON price_rule (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX price_rule_list ON price_rule (price_list_id) WHERE price_list_id IS NOT NULL;
