-- Costs kept from roles, where the company wants it (setting cost.visibility; architecture.md §4, "Roles").
--
--   setting ──► wall_grant_costs()   who may read the tables and columns of wall_secrets()
--                 sees costs         the program writes costs, as ever
--                 sees none          triggers in the owner's name freeze and copy them, keep
--                                    quote.under_floor, value the stock; floor prices are views
--
-- The rules are those of Sales/Margin and Sales/Stock, and tests hold the two together.

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
      AND cost.scope = '00000000-0000-0000-0000-000000000000'
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

-- Who sees costs -----------------------------------------------------------------------------------------

-- Whether the company hides costs from a role.
CREATE FUNCTION wall_hides_costs(asked text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT COALESCE((
    SELECT CASE value
      WHEN 'notSalespeople' THEN asked = 'salesperson'
      WHEN 'notOrderDesk' THEN asked = 'orderDesk'
      WHEN 'managersOnly' THEN asked IN ('salesperson', 'orderDesk')
      ELSE false END
    FROM setting WHERE name = 'cost.visibility'), false)
$$;

-- Whether the session sees costs: the owner does, and whoever has one role that does.
CREATE FUNCTION wall_sees_costs() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT wall_is_open() OR EXISTS (
    SELECT 1 FROM salesperson_role
    WHERE salesperson_id = wall_person() AND NOT wall_hides_costs(role))
$$;

-- What tells a cost, a purchase price or a floor rate: whole relations, or columns of them; and what
-- those who see none may then not write. A later script with such a column replaces this function.
CREATE FUNCTION wall_secrets()
RETURNS TABLE (relation text, secret text, writes text) LANGUAGE sql IMMUTABLE AS $$
  VALUES
    ('product_cost', NULL, 'INSERT, UPDATE, DELETE'),
    ('quote_cost', NULL, 'INSERT, UPDATE, DELETE'),
    ('quote_line_cost', NULL, 'INSERT, UPDATE, DELETE'),
    ('sales_order_cost', NULL, 'INSERT, UPDATE, DELETE'),
    ('order_line_cost', NULL, 'INSERT, UPDATE, DELETE'),
    ('family_floor', NULL, NULL),
    ('family_floor_found', NULL, NULL),
    ('order_share', NULL, NULL),
    ('order_day_sum', NULL, NULL),
    ('order_day_change', NULL, NULL),
    ('order_day_total', 'cost_amount', NULL),
    ('stock_move', 'unit_cost', NULL),
    ('receipt_line', 'unit_cost', 'INSERT'),
    ('purchase_line', 'unit_price', 'INSERT'),
    ('supplier_price', 'price', NULL),
    ('price_rule', 'formula', NULL)
$$;

-- Gives the groups what the setting leaves them.
CREATE FUNCTION wall_grant_costs() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  kind text;
  team text;
  one record;
  is_hidden boolean;
BEGIN
  IF wall_group('manager') IS NULL THEN RETURN; END IF;
  FOREACH kind IN ARRAY ARRAY['salesperson', 'manager', 'orderDesk'] LOOP
    team := wall_group(kind);
    is_hidden := wall_hides_costs(kind);
    FOR one IN
      SELECT hidden.relation, hidden.writes, (
          SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
          WHERE attrelid = hidden.relation::regclass AND attnum > 0 AND NOT attisdropped
            AND hidden.secret IS NOT NULL AND attname <> hidden.secret
        ) AS open_columns
      FROM wall_secrets() AS hidden
    LOOP
      IF is_hidden THEN
        EXECUTE format('REVOKE SELECT ON %I FROM %I', one.relation, team);
        IF one.open_columns IS NOT NULL THEN
          EXECUTE format('GRANT SELECT (%s) ON %I TO %I', one.open_columns, one.relation, team);
        END IF;
      ELSE
        EXECUTE format('GRANT SELECT ON %I TO %I', one.relation, team);
      END IF;
      IF one.writes IS NOT NULL THEN
        EXECUTE format(
          CASE WHEN is_hidden THEN 'REVOKE %s ON %I FROM %I' ELSE 'GRANT %s ON %I TO %I' END,
          one.writes, one.relation, team);
      END IF;
    END LOOP;
  END LOOP;
END
$$;

CREATE FUNCTION wall_cost_setting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (TG_OP <> 'INSERT' AND OLD.name = 'cost.visibility')
    OR (TG_OP <> 'DELETE' AND NEW.name = 'cost.visibility')
  THEN
    PERFORM wall_grant_costs();
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER wall_cost_setting AFTER INSERT OR UPDATE OR DELETE ON setting
  FOR EACH ROW EXECUTE FUNCTION wall_cost_setting();

-- The log keeps what a column held before and after, costs and floors among them: those rows are for who
-- sees costs. What anybody may know of his own acts is not among them.
CREATE FUNCTION wall_is_secret(changed text, payload text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM wall_secrets() AS hidden
    WHERE hidden.relation = changed
      AND (hidden.secret IS NULL OR payload LIKE '%"' || hidden.secret || '":%'))
$$;
ALTER TABLE event ENABLE ROW LEVEL SECURITY;
CREATE POLICY event_written ON event FOR INSERT WITH CHECK (true);
CREATE POLICY event_read ON event FOR SELECT
  USING ((SELECT wall_sees_costs()) OR NOT wall_is_secret(table_name, payload));
ALTER TABLE act ENABLE ROW LEVEL SECURITY;
CREATE POLICY act_written ON act FOR INSERT WITH CHECK (true);
CREATE POLICY act_read ON act FOR SELECT
  USING (kind <> 'family.setFloor' OR (SELECT wall_sees_costs()));

-- The floor of a document ---------------------------------------------------------------------------------

-- n / d rounded half away from zero, as every amount is; d is positive.
CREATE FUNCTION half_away(n numeric, d numeric) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT (sign(n) * div(2 * abs(n) + d, 2 * d))::bigint
$$;

-- Minor units in one major unit of a currency.
CREATE FUNCTION minor_units(currency text) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN currency IN (
      'BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV',
      'XAF', 'XOF', 'XPF') THEN 1
    WHEN currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 1000
    ELSE 100 END::bigint
$$;

-- What a quantity costs, rounded once: thousandths × ten-thousandths are 10^7 to the major unit.
CREATE FUNCTION goods_cost(quantity bigint, unit_cost bigint, price_unit bigint, minor bigint)
RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT half_away(quantity::numeric * unit_cost * minor, 10000000::numeric * price_unit)
$$;

-- The sums of a quote after its document discount, which is spread over the lines by the largest
-- remainder (Values/Rounding.swift), and whether Σ amount × (1 − floor) < Σ cost. Carriage is outside.
CREATE FUNCTION quote_sums(
  asked uuid, OUT cost_amount bigint, OUT costed_net_amount bigint, OUT uncosted_lines bigint,
  OUT uncosted_net_amount bigint, OUT is_under boolean
) LANGUAGE sql STABLE AS $$
  WITH head AS (
    SELECT quote.discount, customer.customer_class AS class
    FROM quote JOIN customer ON customer.id = quote.customer_id WHERE quote.id = asked
  ), found AS MATERIALIZED (
    SELECT floors.* FROM family_floor_found AS floors, head
    WHERE floors.customer_class IN ('', head.class)
  ), sold AS (
    SELECT row_number() OVER (ORDER BY line.position, line.line) AS place,
      line.net_amount::numeric AS net, cost.cost_amount AS cost,
      (SELECT found.floor FROM found WHERE found.family_id = product.family_id
        ORDER BY found.customer_class DESC LIMIT 1) AS floor
    FROM quote_line AS line
      LEFT JOIN product ON product.id = line.product_id
      LEFT JOIN quote_line_cost AS cost
        ON cost.quote_id = line.quote_id AND cost.line = line.line
    WHERE line.quote_id = asked AND line.kind = 'product'
  ), whole AS (
    SELECT COALESCE(SUM(net), 0) AS net, COUNT(*)::numeric AS lines,
      half_away(COALESCE(SUM(net), 0) * (SELECT discount FROM head), 10000)::numeric AS discount
    FROM sold
  ), weighed AS (
    SELECT sold.*, whole.discount,
      whole.discount * CASE
        WHEN whole.net = 0 THEN 1 WHEN whole.net < 0 THEN -sold.net ELSE sold.net END AS n,
      CASE WHEN whole.net = 0 THEN whole.lines ELSE abs(whole.net) END AS d
    FROM sold, whole
  ), parts AS (
    SELECT weighed.*,
      div(n, d) - CASE WHEN n < 0 AND mod(n, d) <> 0 THEN 1 ELSE 0 END AS part
    FROM weighed
  ), ranked AS (
    SELECT parts.*, row_number() OVER (ORDER BY n - part * d DESC, place) AS turn,
      discount - SUM(part) OVER () AS remaining
    FROM parts
  ), spread AS (
    SELECT cost, floor,
      (net - part - CASE WHEN turn <= remaining THEN 1 ELSE 0 END)::bigint AS net
    FROM ranked
  )
  SELECT COALESCE(SUM(cost), 0)::bigint,
    COALESCE(SUM(net) FILTER (WHERE cost IS NOT NULL), 0)::bigint,
    COUNT(*) FILTER (WHERE cost IS NULL),
    COALESCE(SUM(net) FILTER (WHERE cost IS NULL), 0)::bigint,
    COALESCE(
      SUM(net * (10000 - floor)) FILTER (WHERE cost IS NOT NULL AND floor IS NOT NULL), 0)
      < COALESCE(SUM(cost) FILTER (WHERE floor IS NOT NULL), 0) * 10000
  FROM spread
$$;

-- Read anew from the lines, with the document discount, which 0012 left out.
CREATE OR REPLACE FUNCTION wall_needs_approval(asked uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT is_under OR uncosted_lines > 0 FROM quote_sums(asked)
$$;

-- Keeps what stands beside a quote: its cost and whether it is under its floor.
CREATE FUNCTION quote_judge(asked uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  sums record;
BEGIN
  SELECT * INTO sums FROM quote_sums(asked);
  INSERT INTO quote_cost AS kept (
    quote_id, cost_amount, costed_net_amount, uncosted_lines, uncosted_net_amount)
  VALUES (
    asked, sums.cost_amount, sums.costed_net_amount, sums.uncosted_lines, sums.uncosted_net_amount)
  ON CONFLICT (quote_id) DO UPDATE SET
    cost_amount = excluded.cost_amount, costed_net_amount = excluded.costed_net_amount,
    uncosted_lines = excluded.uncosted_lines, uncosted_net_amount = excluded.uncosted_net_amount,
    version = kept.version + 1
  WHERE (kept.cost_amount, kept.costed_net_amount, kept.uncosted_lines, kept.uncosted_net_amount)
    IS DISTINCT FROM (
      excluded.cost_amount, excluded.costed_net_amount, excluded.uncosted_lines,
      excluded.uncosted_net_amount);
  UPDATE quote SET under_floor = sums.is_under::integer
  WHERE id = asked AND under_floor <> sums.is_under::integer;
END
$$;

-- Costs that desks without them leave to the server --------------------------------------------------------

-- Freezes the cost of a line: that of the same line in the version before, else today's.
CREATE FUNCTION quote_line_freeze(asked uuid, number_of_line bigint, is_anew boolean)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  sold record;
  former record;
BEGIN
  DELETE FROM quote_line_cost WHERE quote_id = asked AND line = number_of_line;
  SELECT line.product_id, line.quantity, line.price_unit, quote.number, quote.revision,
    minor_units(quote.currency) AS minor
  INTO sold FROM quote_line AS line JOIN quote ON quote.id = line.quote_id
  WHERE line.quote_id = asked AND line.line = number_of_line AND line.kind = 'product';
  IF NOT FOUND THEN RETURN; END IF;
  SELECT earlier.id INTO former FROM quote AS earlier
    JOIN quote_line AS line ON line.quote_id = earlier.id AND line.line = number_of_line
      AND line.product_id = sold.product_id
  WHERE earlier.number = sold.number AND earlier.revision < sold.revision AND NOT is_anew
  ORDER BY earlier.revision DESC LIMIT 1;
  IF FOUND THEN
    INSERT INTO quote_line_cost (quote_id, line, unit_cost, cost_amount, method)
    SELECT asked, number_of_line, unit_cost,
      goods_cost(sold.quantity, unit_cost, sold.price_unit, sold.minor), method
    FROM quote_line_cost WHERE quote_id = former.id AND line = number_of_line;
  ELSE
    INSERT INTO quote_line_cost (quote_id, line, unit_cost, cost_amount, method)
    SELECT asked, number_of_line, unit_cost,
      goods_cost(sold.quantity, unit_cost, sold.price_unit, sold.minor), method
    FROM product_cost
    WHERE product_id = sold.product_id AND scope = '00000000-0000-0000-0000-000000000000'
      AND method = COALESCE(
        (SELECT value FROM setting WHERE name = 'cost.method'), 'weightedAverage');
  END IF;
END
$$;

CREATE FUNCTION quote_line_costing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF wall_sees_costs() THEN RETURN NULL; END IF;
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT 1 FROM quote WHERE id = OLD.quote_id) THEN PERFORM quote_judge(OLD.quote_id); END IF;
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' OR (NEW.product_id, NEW.kind) IS DISTINCT FROM (OLD.product_id, OLD.kind) THEN
    PERFORM quote_line_freeze(NEW.quote_id, NEW.line, false);
  ELSIF (NEW.quantity, NEW.price_unit) IS DISTINCT FROM (OLD.quantity, OLD.price_unit) THEN
    UPDATE quote_line_cost SET version = version + 1, cost_amount = goods_cost(
      NEW.quantity, unit_cost, NEW.price_unit,
      (SELECT minor_units(currency) FROM quote WHERE id = NEW.quote_id))
    WHERE quote_id = NEW.quote_id AND line = NEW.line;
  END IF;
  PERFORM quote_judge(NEW.quote_id);
  RETURN NULL;
END
$$;
CREATE TRIGGER quote_line_costing AFTER INSERT OR UPDATE OR DELETE ON quote_line
  FOR EACH ROW EXECUTE FUNCTION quote_line_costing();

-- Another discount is judged anew; another day of prices also freezes the costs of that day.
CREATE FUNCTION quote_costing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF wall_sees_costs() OR NEW.state <> 'draft' THEN RETURN NULL; END IF;
  IF TG_OP = 'UPDATE' AND NEW.price_day IS DISTINCT FROM OLD.price_day THEN
    PERFORM quote_line_freeze(NEW.id, line, true) FROM quote_line WHERE quote_id = NEW.id;
  END IF;
  PERFORM quote_judge(NEW.id);
  RETURN NULL;
END
$$;
CREATE TRIGGER quote_costing
  AFTER INSERT OR UPDATE OF discount, net_amount, price_day, customer_id ON quote
  FOR EACH ROW EXECUTE FUNCTION quote_costing();

-- An order takes the costs of its quote.
CREATE FUNCTION sales_order_costing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT wall_sees_costs() AND NEW.quote_id IS NOT NULL THEN
    INSERT INTO sales_order_cost (
      order_id, cost_amount, costed_net_amount, uncosted_lines, uncosted_net_amount)
    SELECT NEW.id, cost_amount, costed_net_amount, uncosted_lines, uncosted_net_amount
    FROM quote_cost WHERE quote_id = NEW.quote_id;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER sales_order_costing AFTER INSERT ON sales_order
  FOR EACH ROW EXECUTE FUNCTION sales_order_costing();

CREATE FUNCTION order_line_costing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT wall_sees_costs() THEN
    INSERT INTO order_line_cost (order_id, line, unit_cost, cost_amount, method)
    SELECT NEW.order_id, NEW.line, cost.unit_cost, cost.cost_amount, cost.method
    FROM sales_order JOIN quote_line_cost AS cost
      ON cost.quote_id = sales_order.quote_id AND cost.line = NEW.line
    WHERE sales_order.id = NEW.order_id;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER order_line_costing AFTER INSERT ON order_line
  FOR EACH ROW EXECUTE FUNCTION order_line_costing();

-- Costs go with what they are the costs of: an undo knows nothing of those the server wrote.
CREATE FUNCTION quote_cost_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'quote' THEN
    DELETE FROM quote_cost WHERE quote_id = OLD.id;
  ELSIF TG_TABLE_NAME = 'sales_order' THEN
    DELETE FROM sales_order_cost WHERE order_id = OLD.id;
  ELSIF TG_TABLE_NAME = 'quote_line' THEN
    DELETE FROM quote_line_cost WHERE quote_id = OLD.quote_id AND line = OLD.line;
  ELSE
    DELETE FROM order_line_cost WHERE order_id = OLD.order_id AND line = OLD.line;
  END IF;
  RETURN OLD;
END
$$;
CREATE TRIGGER a_cost_end BEFORE DELETE ON quote FOR EACH ROW EXECUTE FUNCTION quote_cost_end();
CREATE TRIGGER a_cost_end BEFORE DELETE ON quote_line FOR EACH ROW EXECUTE FUNCTION quote_cost_end();
CREATE TRIGGER a_cost_end BEFORE DELETE ON sales_order FOR EACH ROW EXECUTE FUNCTION quote_cost_end();
CREATE TRIGGER a_cost_end BEFORE DELETE ON order_line FOR EACH ROW EXECUTE FUNCTION quote_cost_end();

-- Goods leave at the weighted average and come back at what they left at; receiving shows purchase
-- prices, and is for who sees them.
CREATE FUNCTION stock_move_price() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF wall_sees_costs() THEN RETURN NEW; END IF;
  IF NEW.to_place = 'customer' THEN
    SELECT unit_cost INTO NEW.unit_cost FROM product_cost
    WHERE product_id = NEW.product_id AND method = 'weightedAverage'
      AND scope = '00000000-0000-0000-0000-000000000000';
  ELSIF NEW.from_place = 'customer' AND NEW.undoes_id IS NOT NULL THEN
    SELECT unit_cost INTO NEW.unit_cost FROM stock_move WHERE id = NEW.undoes_id;
  ELSE
    PERFORM wall_refuse('goods are received by who sees costs');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER stock_move_price BEFORE INSERT ON stock_move
  FOR EACH ROW EXECUTE FUNCTION stock_move_price();

-- The value of the stock after a move (Sales/Stock/WeightedCost.swift): levels have changed by then.
CREATE FUNCTION stock_value_after(
  product uuid, came_in bigint, at_cost bigint, OUT cost bigint, OUT value bigint
) LANGUAGE plpgsql STABLE AS $$
DECLARE
  kept record;
  unit bigint;
  minor bigint;
  held bigint;
BEGIN
  SELECT * INTO kept FROM product_cost WHERE product_id = product AND method = 'weightedAverage'
    AND scope = '00000000-0000-0000-0000-000000000000';
  SELECT price_unit INTO unit FROM product AS sold WHERE sold.id = stock_value_after.product;
  SELECT minor_units(currency) INTO minor FROM company;
  SELECT COALESCE(SUM(on_hand), 0) INTO held FROM stock_level WHERE product_id = product;
  cost := COALESCE(kept.unit_cost, at_cost);
  IF came_in = 0 OR kept.unit_cost IS NULL OR held - came_in <= 0 OR held <= 0 THEN
    IF came_in > 0 THEN cost := COALESCE(at_cost, cost); END IF;
    value := goods_cost(held, cost, unit, minor);
  ELSE
    value := kept.stock_value + goods_cost(came_in, COALESCE(at_cost, cost), unit, minor);
    cost := half_away(value::numeric * (10000000 / minor) * unit, held);
  END IF;
END
$$;

CREATE FUNCTION stock_move_value() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  valued record;
  came_in bigint := 0;
BEGIN
  IF wall_sees_costs() THEN RETURN NULL; END IF;
  IF NEW.to_place = 'warehouse' THEN came_in := NEW.quantity; END IF;
  SELECT * INTO valued FROM stock_value_after(NEW.product_id, came_in, NEW.unit_cost);
  IF valued.cost IS NULL THEN RETURN NULL; END IF;
  UPDATE product_cost SET unit_cost = valued.cost, stock_value = valued.value, version = version + 1
  WHERE product_id = NEW.product_id AND method = 'weightedAverage'
    AND scope = '00000000-0000-0000-0000-000000000000';
  IF NOT FOUND AND came_in > 0 THEN
    INSERT INTO product_cost (product_id, method, scope, unit_cost, stock_value) VALUES (
      NEW.product_id, 'weightedAverage', '00000000-0000-0000-0000-000000000000', valued.cost, valued.value);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER stock_move_value AFTER INSERT ON stock_move
  FOR EACH ROW EXECUTE FUNCTION stock_move_value();

-- A return that is undone takes the goods out again at the average: their value goes with them.
CREATE FUNCTION stock_move_undone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT wall_sees_costs() AND OLD.to_place = 'warehouse' THEN
    UPDATE product_cost SET version = version + 1, stock_value = goods_cost(
      (SELECT COALESCE(SUM(on_hand), 0)::bigint FROM stock_level WHERE product_id = OLD.product_id)
        - OLD.quantity, unit_cost,
      (SELECT price_unit FROM product WHERE id = OLD.product_id),
      (SELECT minor_units(currency) FROM company))
    WHERE product_id = OLD.product_id AND method = 'weightedAverage'
      AND scope = '00000000-0000-0000-0000-000000000000';
  END IF;
  RETURN OLD;
END
$$;
CREATE TRIGGER stock_move_undone BEFORE DELETE ON stock_move
  FOR EACH ROW EXECUTE FUNCTION stock_move_undone();

-- The price that a formula on the cost gives a product (Sales/Pricing/PriceFormula.swift): the desk that
-- may not know the formula still quotes its price.
CREATE FUNCTION cost_formula_price(rule uuid, sold uuid) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
  words text[];
  base numeric;
  kept numeric := 10000;
  step numeric := 1;
  plus numeric := 0;
  least_margin numeric;
  most_margin numeric;
  price numeric;
  place integer := 2;
BEGIN
  SELECT regexp_split_to_array(trim(formula), '\s+') INTO words FROM price_rule
  WHERE id = rule AND formula LIKE 'cost%';
  SELECT unit_cost INTO base FROM product_cost
  WHERE product_id = sold AND scope = '00000000-0000-0000-0000-000000000000'
    AND method = COALESCE(
      (SELECT value FROM setting WHERE name = 'cost.method'), 'weightedAverage');
  IF words IS NULL OR base IS NULL THEN RETURN NULL; END IF;
  WHILE place <= array_length(words, 1) LOOP
    IF left(words[place], 1) = '*' THEN
      kept := substr(words[place], 2)::numeric * 10000;
      place := place + 1;
    ELSIF right(words[place], 1) = '%' THEN
      kept := 10000 + rtrim(words[place], '%')::numeric * 100;
      place := place + 1;
    ELSE
      CASE words[place]
        WHEN 'step' THEN step := words[place + 1]::numeric * 10000;
        WHEN 'plus' THEN plus := words[place + 1]::numeric * 10000;
        WHEN 'min' THEN least_margin := words[place + 1]::numeric * 10000;
        ELSE most_margin := words[place + 1]::numeric * 10000;
      END CASE;
      place := place + 2;
    END IF;
  END LOOP;
  price := half_away(base * kept, 10000 * step) * step + plus;
  IF least_margin IS NOT NULL AND price < base + least_margin THEN price := base + least_margin; END IF;
  IF most_margin IS NOT NULL AND price > base + most_margin THEN price := base + most_margin; END IF;
  RETURN price::bigint;
END
$$;

-- As in 0012: what the schema does, it does in its owner's name, on a path of its own.
DO $$
DECLARE
  one record;
  kind text;
BEGIN
  FOR one IN
    SELECT oid::regprocedure AS name FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace AND prokind = 'f'
      AND oid NOT IN (
        SELECT objid FROM pg_depend WHERE classid = 'pg_proc'::regclass AND deptype = 'e')
  LOOP
    EXECUTE format(
      'ALTER FUNCTION %s SECURITY DEFINER SET search_path = %I, pg_temp', one.name,
      current_schema());
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one.name);
  END LOOP;
  IF wall_group('manager') IS NULL THEN RETURN; END IF;
  FOREACH kind IN ARRAY ARRAY['salesperson', 'manager', 'orderDesk'] LOOP
    EXECUTE format(
      'GRANT EXECUTE ON FUNCTION wall_sees_costs(), wall_is_secret(text, text),'
      || ' cost_formula_price(uuid, uuid), wall_secrets() TO %I',
      wall_group(kind));
  END LOOP;
  PERFORM wall_grant_costs();
END
$$;
