ALTER TABLE bids DROP COLUMN leader;
ALTER TABLE bids DROP COLUMN price;
ALTER TABLE bids DROP COLUMN proxy;
-- The program before knows no presented bids.
TRUNCATE chain_events, chain_blocks;
