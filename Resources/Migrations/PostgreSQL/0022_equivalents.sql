-- Products that do as well as one another: what a customer may be offered in the place of what he asked
-- for. One row for the pair, the smaller key first.
CREATE TABLE product_equivalent (
  product_id uuid NOT NULL REFERENCES product,
  other_id uuid NOT NULL REFERENCES product,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (product_id, other_id),
  CHECK (product_id < other_id)
);

CREATE INDEX product_equivalent_other ON product_equivalent (other_id);

-- A seller knows what does as well; a company without groups has no wall.
DO $$
DECLARE
  kind text;
BEGIN
  IF wall_group('manager') IS NULL THEN RETURN; END IF;
  FOREACH kind IN ARRAY ARRAY['salesperson', 'manager', 'orderDesk'] LOOP
    EXECUTE format('GRANT INSERT, UPDATE, DELETE ON product_equivalent TO %I', wall_group(kind));
  END LOOP;
END
$$;
