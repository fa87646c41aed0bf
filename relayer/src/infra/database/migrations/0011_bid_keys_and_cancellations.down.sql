DROP TABLE cancellations;
ALTER TABLE bids DROP COLUMN key;
-- The program before does not know what accounts said of their bid keys.
DELETE FROM chain_events WHERE event->>'name' = 'BidKeyUpdated';
