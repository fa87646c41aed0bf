-- One row for all bids that a statement added to an auction, and not one for each: they are told of together, and a batch on a hot
-- auction has hundreds.
ALTER TABLE bid_outbox RENAME COLUMN sequence TO first;
ALTER TABLE bid_outbox ADD COLUMN last bigint;
UPDATE bid_outbox SET last = first;
ALTER TABLE bid_outbox ALTER COLUMN last SET NOT NULL;
ALTER TABLE bid_outbox ADD CHECK (first <= last);

CREATE OR REPLACE FUNCTION queue_bids() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO bid_outbox (auction_id, first, last)
    SELECT auction_id, min(sequence), max(sequence) FROM added GROUP BY auction_id;
  RETURN NULL;
END
$$;
