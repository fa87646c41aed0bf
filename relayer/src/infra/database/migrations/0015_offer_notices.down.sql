DROP INDEX chain_events_escrow;
DROP TRIGGER offers_queued ON orders;
DROP FUNCTION queue_offers;
DROP TABLE order_outbox;
