-- How many customers ordered last, and last but one, on a day. Two indexes over all customers gave the
-- same count, but each order then moved two entries of theirs: the dearest part of an acceptance.
DROP INDEX customer_recency_last;
DROP INDEX customer_recency_before;

CREATE TABLE recency_day_total (
  order_day INTEGER NOT NULL,
  customers INTEGER NOT NULL,
  back INTEGER NOT NULL,
  PRIMARY KEY (order_day)
) STRICT, WITHOUT ROWID;

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

CREATE TRIGGER recency_day_total_insert AFTER INSERT ON customer_recency
BEGIN
  INSERT INTO recency_day_total VALUES (NEW.last_day, 1, 0)
  ON CONFLICT (order_day) DO UPDATE SET customers = recency_day_total.customers + 1;
  INSERT INTO recency_day_total SELECT NEW.before_day, 0, 1 WHERE NEW.before_day IS NOT NULL
  ON CONFLICT (order_day) DO UPDATE SET back = recency_day_total.back + 1;
END;

CREATE TRIGGER recency_day_total_delete AFTER DELETE ON customer_recency
BEGIN
  UPDATE recency_day_total SET customers = customers - 1 WHERE order_day = OLD.last_day;
  UPDATE recency_day_total SET back = back - 1 WHERE order_day = OLD.before_day;
END;

CREATE TRIGGER recency_day_total_last AFTER UPDATE OF last_day ON customer_recency
WHEN OLD.last_day <> NEW.last_day
BEGIN
  UPDATE recency_day_total SET customers = customers - 1 WHERE order_day = OLD.last_day;
  INSERT INTO recency_day_total VALUES (NEW.last_day, 1, 0)
  ON CONFLICT (order_day) DO UPDATE SET customers = recency_day_total.customers + 1;
END;

CREATE TRIGGER recency_day_total_before AFTER UPDATE OF before_day ON customer_recency
WHEN OLD.before_day IS DISTINCT FROM NEW.before_day
BEGIN
  UPDATE recency_day_total SET back = back - 1 WHERE order_day = OLD.before_day;
  INSERT INTO recency_day_total SELECT NEW.before_day, 0, 1 WHERE NEW.before_day IS NOT NULL
  ON CONFLICT (order_day) DO UPDATE SET back = recency_day_total.back + 1;
END;
