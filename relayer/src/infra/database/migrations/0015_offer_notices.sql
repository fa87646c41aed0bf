-- Offers on one item of which nobody was told yet. A trigger fills it in the transaction that enters the offer.
CREATE TABLE order_outbox (
  order_id text PRIMARY KEY REFERENCES orders ON DELETE CASCADE,
  attempts integer NOT NULL DEFAULT 0,
  due_at bigint NOT NULL DEFAULT 0
);
CREATE INDEX order_outbox_due ON order_outbox (due_at);

CREATE FUNCTION queue_offers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO order_outbox (order_id) SELECT id FROM added WHERE kind = 'offer' AND token_id IS NOT NULL;
  RETURN NULL;
END
$$;
CREATE TRIGGER offers_queued AFTER INSERT ON orders REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION queue_offers();

-- Who put an item into escrow.
CREATE INDEX chain_events_escrow ON chain_events (
  (coalesce(event->>'token', event->'terms'->>'token')), (coalesce(event->>'tokenId', event->'terms'->>'tokenId')), block_number
) WHERE event->>'name' IN ('ListingCreated', 'AuctionCreated');
