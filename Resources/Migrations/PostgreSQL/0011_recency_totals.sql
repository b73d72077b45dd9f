-- How many customers ordered last, and last but one, on a day. Two indexes over all customers gave the
-- same count, but each order then moved two entries of theirs: the dearest part of an acceptance.
DROP INDEX customer_recency_last;
DROP INDEX customer_recency_before;

CREATE TABLE recency_day_total (
  order_day bigint NOT NULL,
  customers bigint NOT NULL,
  back bigint NOT NULL,
  PRIMARY KEY (order_day)
);

CREATE VIEW recency_day_sum AS
  SELECT order_day, CAST(SUM(customers) AS BIGINT) AS customers,
    CAST(SUM(back) AS BIGINT) AS back
  FROM (
    SELECT last_day AS order_day, 1 AS customers, 0 AS back FROM customer_recency
    UNION ALL
    SELECT before_day, 0, 1 FROM customer_recency WHERE before_day IS NOT NULL
  ) AS recency
  GROUP BY order_day;

INSERT INTO recency_day_total SELECT * FROM recency_day_sum;

-- Whatever changes a customer's row takes away what it counted and adds what it counts now.
CREATE FUNCTION recency_day_total_leave() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE recency_day_total SET customers = customers - 1 WHERE order_day = OLD.last_day;
  UPDATE recency_day_total SET back = back - 1 WHERE order_day = OLD.before_day;
  RETURN NULL;
END
$$;
CREATE TRIGGER recency_day_total_delete AFTER DELETE OR UPDATE ON customer_recency
  FOR EACH ROW EXECUTE FUNCTION recency_day_total_leave();

CREATE FUNCTION recency_day_total_enter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO recency_day_total VALUES (NEW.last_day, 1, 0)
  ON CONFLICT (order_day) DO UPDATE SET customers = recency_day_total.customers + 1;
  IF NEW.before_day IS NOT NULL THEN
    INSERT INTO recency_day_total VALUES (NEW.before_day, 0, 1)
    ON CONFLICT (order_day) DO UPDATE SET back = recency_day_total.back + 1;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER recency_day_total_insert AFTER INSERT OR UPDATE ON customer_recency
  FOR EACH ROW EXECUTE FUNCTION recency_day_total_enter();
