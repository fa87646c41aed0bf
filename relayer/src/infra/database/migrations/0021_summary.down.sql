CREATE INDEX bids_key ON bids (bidder, key, auction_id) WHERE key IS NOT NULL;
DROP INDEX bids_keyed;
DROP TRIGGER orphans_forgotten ON chain_events;
DROP TRIGGER orphans_remembered ON chain_events;
DROP FUNCTION forget_orphans();
DROP FUNCTION remember_orphans();
DROP TABLE orphaned_auctions;
DROP TABLE chain_summary;
