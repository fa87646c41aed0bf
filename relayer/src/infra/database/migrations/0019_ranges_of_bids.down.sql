CREATE OR REPLACE FUNCTION queue_bids() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO bid_outbox (auction_id, sequence) SELECT auction_id, sequence FROM added;
  RETURN NULL;
END
$$;
INSERT INTO bid_outbox (auction_id, first, last, attempts, due_at)
  SELECT auction_id, sequence, sequence, attempts, due_at FROM bid_outbox, generate_series(first + 1, last) sequence;
ALTER TABLE bid_outbox DROP COLUMN last;
ALTER TABLE bid_outbox RENAME COLUMN first TO sequence;
