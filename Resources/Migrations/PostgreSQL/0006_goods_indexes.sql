-- The reads of the goods half that the indexes before left to a scan.
CREATE INDEX customer_parent ON customer (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX stock_move_undoes ON stock_move (undoes_id) WHERE undoes_id IS NOT NULL;
