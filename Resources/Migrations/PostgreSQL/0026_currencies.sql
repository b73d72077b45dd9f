-- What is sold in another currency than the company's (F049, AT-7).
--
--   quote ── currency, rate, rate_day ──► net_amount, vat_amount, total_amount   what the customer pays
--     └─ lines: net_amount ÷ rate ──────► company_net                           what is added together
--
-- The rate (units of the document's currency for one of the company's, scaled 10⁸) is that of the price
-- date, frozen on the document with its day; an order keeps its quote's. NULL = the company's currency. Costs,
-- floors and margins are in the company's currency: nothing here tells one.

ALTER TABLE quote ADD COLUMN rate bigint;
ALTER TABLE quote ADD COLUMN rate_day bigint;
ALTER TABLE quote ADD COLUMN company_net bigint;
ALTER TABLE quote_line ADD COLUMN company_net bigint;
ALTER TABLE sales_order ADD COLUMN rate bigint;
ALTER TABLE sales_order ADD COLUMN rate_day bigint;
ALTER TABLE sales_order ADD COLUMN company_net bigint;
ALTER TABLE order_line ADD COLUMN company_net bigint;

-- What waits for an answer is added up from the index alone (0007).
DROP INDEX quote_waiting;
CREATE INDEX quote_waiting ON quote (state, salesperson_id, sent_day, net_amount, company_net)
  WHERE state = 'sent';

-- Totals of orders add up the company's currency (0009).
CREATE OR REPLACE VIEW order_share AS
  SELECT sales_order.id, sales_order.order_day,
    COALESCE(sales_order.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid)) AS salesperson_id,
    CASE WHEN state = 'cancelled' THEN 0 ELSE 1 END AS orders,
    CASE WHEN state = 'cancelled' THEN 1 ELSE 0 END AS cancelled,
    CASE WHEN state = 'cancelled' THEN 0 ELSE COALESCE(company_net, net_amount) END AS net_amount,
    CASE WHEN state = 'cancelled' THEN 0 ELSE COALESCE(cost.cost_amount, 0) END AS cost_amount,
    CASE WHEN state = 'cancelled' THEN 0 ELSE COALESCE(cost.costed_net_amount, 0) END
      AS costed_net_amount,
    CASE WHEN state = 'cancelled' THEN 0 ELSE COALESCE(cost.uncosted_lines, 0) END
      AS uncosted_lines,
    CASE WHEN state = 'cancelled' OR cost.order_id IS NOT NULL THEN 0 ELSE 1 END AS without_cost
  FROM sales_order LEFT JOIN sales_order_cost AS cost ON cost.order_id = sales_order.id;

DROP TRIGGER order_day_total_enter ON sales_order;
CREATE TRIGGER order_day_total_enter
  AFTER UPDATE OF order_day, salesperson_id, state, net_amount, company_net ON sales_order
  FOR EACH ROW WHEN (OLD.order_day <> NEW.order_day
    OR OLD.net_amount <> NEW.net_amount
    OR OLD.company_net IS DISTINCT FROM NEW.company_net
    OR OLD.salesperson_id IS DISTINCT FROM NEW.salesperson_id
    OR (OLD.state = 'cancelled') <> (NEW.state = 'cancelled'))
  EXECUTE FUNCTION order_day_total_enter();
DROP TRIGGER order_day_total_leave ON sales_order;
CREATE TRIGGER order_day_total_leave
  BEFORE UPDATE OF order_day, salesperson_id, state, net_amount, company_net ON sales_order
  FOR EACH ROW WHEN (OLD.order_day <> NEW.order_day
    OR OLD.net_amount <> NEW.net_amount
    OR OLD.company_net IS DISTINCT FROM NEW.company_net
    OR OLD.salesperson_id IS DISTINCT FROM NEW.salesperson_id
    OR (OLD.state = 'cancelled') <> (NEW.state = 'cancelled'))
  EXECUTE FUNCTION order_day_total_leave();

-- The walls (0012, 0013, 0024, 0025) -------------------------------------------------------------------------

-- What is judged against costs is in the company's currency, and a cost is rounded to its minor unit, not to
-- the document's. The functions of the scripts before say so from here on, whichever of them wrote them last.
DO $$
DECLARE
  one record;
  body text;
BEGIN
  FOR one IN
    SELECT * FROM (VALUES
      ('quote_sums', 'line.net_amount::numeric', 'COALESCE(line.company_net, line.net_amount)::numeric'),
      ('order_sums', 'line.net_amount::numeric', 'COALESCE(line.company_net, line.net_amount)::numeric'),
      ('quote_line_freeze', 'minor_units(quote.currency)',
        '(SELECT minor_units(company.currency) FROM company)'),
      ('quote_line_costing', '(SELECT minor_units(currency) FROM quote WHERE id = NEW.quote_id)',
        '(SELECT minor_units(company.currency) FROM company)'),
      ('quote_costs_kept', 'minor_units(quote.currency)',
        '(SELECT minor_units(company.currency) FROM company)'),
      ('order_line_costing', 'minor_units(sales_order.currency)',
        '(SELECT minor_units(company.currency) FROM company)'),
      ('quote_derogate', 'minor_units(quote.currency)',
        '(SELECT minor_units(company.currency) FROM company)'),
      ('order_line_derogating', 'minor_units(kept.currency)',
        '(SELECT minor_units(company.currency) FROM company)')
    ) AS change (name, was, becomes)
  LOOP
    SELECT pg_get_functiondef(oid) INTO STRICT body FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace AND proname = one.name;
    IF strpos(body, one.was) = 0 THEN
      RAISE EXCEPTION 'the function % does not say %', one.name, one.was;
    END IF;
    EXECUTE replace(body, one.was, one.becomes);
  END LOOP;
END
$$;

-- Another rate is judged anew.
DROP TRIGGER quote_costing ON quote;
CREATE TRIGGER quote_costing
  AFTER INSERT OR UPDATE OF discount, net_amount, company_net, price_day, customer_id ON quote
  FOR EACH ROW EXECUTE FUNCTION quote_costing();

-- A version that was sent keeps its rate, as quote_wall keeps the rest of its terms.
CREATE FUNCTION quote_rate_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT wall_is_open() AND OLD.state <> 'draft'
    AND (NEW.rate, NEW.rate_day, NEW.company_net)
      IS DISTINCT FROM (OLD.rate, OLD.rate_day, OLD.company_net)
  THEN
    PERFORM wall_refuse('a version that was sent is frozen');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER quote_rate_wall BEFORE UPDATE ON quote
  FOR EACH ROW EXECUTE FUNCTION quote_rate_wall();

SELECT wall_own_functions();
