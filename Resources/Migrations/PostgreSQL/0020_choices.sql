-- What is only offered is in no verdict of the server: the functions that read the lines of a quote anew
-- (0012, and those of later scripts before this one) count firm lines only, as Sales/Quotes does. They are
-- rewritten as they stand, so that each keeps what the scripts before gave it.
DO $$
DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT pg_get_functiondef(oid) AS body FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace
      AND proname IN ('wall_needs_approval', 'quote_sums')
      AND prosrc LIKE '%line.kind = ''product''%' AND prosrc NOT LIKE '%line.choice%'
  LOOP
    EXECUTE replace(
      one.body, 'line.kind = ''product''', 'line.kind = ''product'' AND line.choice = ''firm''');
  END LOOP;
END
$$;

-- Payment terms and rates of VAT are a manager's word.
DO $$
BEGIN
  IF wall_group('manager') IS NOT NULL THEN
    EXECUTE format(
      'GRANT INSERT, UPDATE, DELETE ON payment_term, vat_rate TO %I', wall_group('manager'));
  END IF;
END
$$;
