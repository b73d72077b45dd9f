-- The reads that the desk waits for, each from an index.

-- Board: the first cards of a column by next action then amount; the won column by closing day.
CREATE INDEX opportunity_board
  ON opportunity (stage_id, next_action_day, amount DESC NULLS LAST, id) WHERE outcome = 'open';
CREATE INDEX opportunity_board_salesperson
  ON opportunity (stage_id, salesperson_id, next_action_day, amount DESC NULLS LAST, id)
  WHERE outcome = 'open';
CREATE INDEX opportunity_closed ON opportunity (pipeline_id, outcome, closed_day, salesperson_id);
CREATE INDEX opportunity_customer ON opportunity (customer_id, outcome);
CREATE INDEX opportunity_stagnating ON opportunity (stage_id, stage_day) WHERE outcome = 'open';

-- Indicators: everything they fold, in one covering pass by pipeline.
CREATE INDEX opportunity_indicators ON opportunity (
  pipeline_id, salesperson_id, stage_id, outcome, opened_day, closed_day, expected_close_day,
  amount, probability);
CREATE INDEX opportunity_stay_stage
  ON opportunity_stay (stage_id, entered_day, left_day, opportunity_id);

CREATE INDEX quote_opportunity ON quote (opportunity_id);
CREATE INDEX quote_customer ON quote (customer_id, state);
CREATE INDEX quote_state ON quote (state, validity_day);
CREATE INDEX approval_quote ON approval (quote_id);
CREATE INDEX approval_asked ON approval (asked_at) WHERE state = 'asked';

CREATE INDEX sales_order_customer ON sales_order (customer_id, order_day);
CREATE INDEX sales_order_open ON sales_order (customer_id) WHERE state = 'open';
CREATE INDEX sales_order_state ON sales_order (state, order_day);
CREATE INDEX sales_order_opportunity ON sales_order (opportunity_id)
  WHERE opportunity_id IS NOT NULL;
CREATE INDEX sales_order_quote ON sales_order (quote_id) WHERE quote_id IS NOT NULL;
CREATE INDEX sales_order_indicators ON sales_order (
  order_day, salesperson_id, state, net_amount, customer_id);
-- Lines that still wait for goods, oldest order first: receipts are given to them.
CREATE INDEX order_line_waiting ON order_line (product_id, order_id, line)
  WHERE state IN ('open', 'partlyDelivered');

CREATE INDEX reservation_order ON reservation (order_id, line);
CREATE INDEX reservation_held ON reservation (product_id, warehouse_id, day)
  WHERE state = 'held';
-- Goods that arrived for a shortage and were not delivered yet: the first screen.
CREATE INDEX reservation_arrived ON reservation (day)
  WHERE state = 'held' AND origin = 'receipt';
CREATE INDEX stock_move_product ON stock_move (product_id, day);
CREATE INDEX stock_move_cause ON stock_move (cause_id) WHERE cause_id IS NOT NULL;

CREATE INDEX purchase_request_open ON purchase_request (supplier_id, product_id)
  WHERE state = 'open';
CREATE INDEX purchase_request_need_order ON purchase_request_need (order_id, line);
CREATE INDEX purchase_line_incoming ON purchase_line (product_id, expected_day)
  WHERE state IN ('ordered', 'partlyReceived');
CREATE INDEX purchase_line_request_request ON purchase_line_request (request_id);
CREATE INDEX purchase_order_state ON purchase_order (state, order_day);
CREATE INDEX receipt_order ON receipt (purchase_order_id);
CREATE INDEX supplier_price_product ON supplier_price (product_id, sequence);

CREATE INDEX delivery_order ON delivery (order_id);
CREATE INDEX delivery_customer ON delivery (customer_id, day);
CREATE INDEX open_item_customer ON open_item (customer_id, due_day);
CREATE INDEX customer_product_product ON customer_product (product_id);

CREATE INDEX activity_subject ON activity (subject_id, done_day, due_day);
CREATE INDEX activity_open ON activity (salesperson_id, due_day) WHERE done_day IS NULL;
CREATE INDEX interaction_subject ON interaction (subject_id, occurred_at);
CREATE INDEX interaction_customer ON interaction (customer_id, occurred_at);

CREATE INDEX contact_customer ON contact (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX contact_supplier ON contact (supplier_id) WHERE supplier_id IS NOT NULL;
CREATE INDEX product_family ON product (family_id);
CREATE INDEX product_alias_product ON product_alias (product_id);
CREATE INDEX product_alias_value ON product_alias (value);
CREATE INDEX price_rule_product ON price_rule (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX price_rule_family ON price_rule (family_id) WHERE family_id IS NOT NULL;
CREATE INDEX price_rule_all ON price_rule (level)
  WHERE product_id IS NULL AND family_id IS NULL;
CREATE INDEX external_reference_entity ON external_reference (entity_id);
CREATE INDEX family_parent ON family (parent_id);
CREATE INDEX product_unit_barcode ON product_unit (barcode) WHERE barcode <> '';
