-- Floor prices for those who do not see costs (architecture.md §4, "Roles"): what their desks show. On one
-- machine the file's owner is everybody, and the program keeps costs from who may not see them; on a
-- server the twin of this script does.

-- The floor of every family, by class of customers: its own for the class, its own for every class, else
-- its parent's (rules.md 2.3). A class that no family names has that of the empty one. For the views below:
-- floor rates are hidden where costs are.
CREATE VIEW family_floor_found AS
  WITH RECURSIVE climb (family_id, ancestor_id, height) AS (
    SELECT id, id, 0 FROM family
    UNION ALL
    SELECT climb.family_id, family.parent_id, climb.height + 1
    FROM climb JOIN family ON family.id = climb.ancestor_id
    WHERE family.parent_id IS NOT NULL AND climb.height < 50
  )
  SELECT family.id AS family_id, class.name AS customer_class, (
      SELECT own.floor FROM climb JOIN family_floor AS own ON own.family_id = climb.ancestor_id
      WHERE climb.family_id = family.id AND own.customer_class IN (class.name, '')
      ORDER BY climb.height, own.customer_class DESC LIMIT 1
    ) AS floor
  FROM family CROSS JOIN (
    SELECT customer_class AS name FROM family_floor UNION SELECT '' AS name
  ) AS class;

-- The floor price of every product, by class of customers: cost / (1 − floor), rounded up to the precision
-- in which its prices are typed (AT-9). A view, so that it is true at any time: neither a cost, a floor, a
-- family, a precision nor the costing method changes without it.
CREATE VIEW product_floor AS
  SELECT product.id AS product_id, COALESCE(found.customer_class, '') AS customer_class,
    CASE WHEN cost.product_id IS NULL THEN 0 ELSE 1 END AS has_cost,
    CASE WHEN found.floor < 10000 THEN
      (cost.unit_cost * 10000 + (10000 - found.floor) * step.size - 1)
        / ((10000 - found.floor) * step.size) * step.size
    END AS floor_price
  FROM product
    JOIN (
      SELECT 0 AS decimals, 10000 AS size UNION ALL SELECT 1, 1000 UNION ALL SELECT 2, 100
      UNION ALL SELECT 3, 10 UNION ALL SELECT 4, 1
    ) AS step ON step.decimals = product.price_decimals
    LEFT JOIN product_cost AS cost ON cost.product_id = product.id
      AND cost.scope = zeroblob(16)
      AND cost.method = COALESCE(
        (SELECT value FROM setting WHERE name = 'cost.method'), 'weightedAverage')
    LEFT JOIN family_floor_found AS found ON found.family_id = product.family_id;

-- The same for the lines of quotes, with the costs frozen on them, for their customers' class.
CREATE VIEW quote_line_floor AS
  SELECT line.quote_id, line.line, COALESCE(found.customer_class, '') AS customer_class,
    CASE WHEN cost.line IS NULL THEN 0 ELSE 1 END AS has_cost,
    CASE WHEN found.floor < 10000 THEN
      (cost.unit_cost * 10000 + (10000 - found.floor) * step.size - 1)
        / ((10000 - found.floor) * step.size) * step.size
    END AS floor_price
  FROM quote_line AS line
    JOIN quote ON quote.id = line.quote_id
    JOIN customer ON customer.id = quote.customer_id
    JOIN product ON product.id = line.product_id
    JOIN (
      SELECT 0 AS decimals, 10000 AS size UNION ALL SELECT 1, 1000 UNION ALL SELECT 2, 100
      UNION ALL SELECT 3, 10 UNION ALL SELECT 4, 1
    ) AS step ON step.decimals = product.price_decimals
    LEFT JOIN quote_line_cost AS cost ON cost.quote_id = line.quote_id AND cost.line = line.line
    LEFT JOIN family_floor_found AS found ON found.family_id = product.family_id
      AND found.customer_class IN (customer.customer_class, '')
  WHERE line.kind = 'product';

-- Price rules without the formulas that say how far a price lies above the cost.
CREATE VIEW open_price_rule AS
  SELECT id, level, price_list_id, product_id, family_id, customer_id, site_id, price_group,
    minimum_quantity, valid_from, valid_to, currency, kind, net_price, discount,
    CASE WHEN formula LIKE 'cost%' THEN '' ELSE formula END AS formula, firm, name, version
  FROM price_rule;
