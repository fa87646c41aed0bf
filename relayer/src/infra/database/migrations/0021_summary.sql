-- What the final events up to a block came to, so that starting reads those after it alone: funds, keys, and auctions that were not over.
-- It can be made anew from the events at any time. Times are unix seconds by the chain's clock.
CREATE TABLE chain_summary (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  block_number bigint NOT NULL,
  block_time bigint NOT NULL,
  state text NOT NULL
);

-- Auctions that somebody bid on, or that were about to be settled, and that a reorg took away: they may come back, with all that.
CREATE TABLE orphaned_auctions (auction_id text PRIMARY KEY);

CREATE FUNCTION remember_orphans() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO orphaned_auctions SELECT DISTINCT event->>'auctionId' FROM removed
    WHERE event->>'name' = 'AuctionCreated' AND (
      EXISTS (SELECT FROM bids WHERE auction_id = event->>'auctionId')
      OR EXISTS (SELECT FROM settlements WHERE auction_id = event->>'auctionId'))
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;
CREATE TRIGGER orphans_remembered AFTER DELETE ON chain_events REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION remember_orphans();

CREATE FUNCTION forget_orphans() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM orphaned_auctions WHERE auction_id IN (
    SELECT event->>'auctionId' FROM added WHERE event->>'name' = 'AuctionCreated');
  RETURN NULL;
END
$$;
CREATE TRIGGER orphans_forgotten AFTER INSERT ON chain_events REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION forget_orphans();

INSERT INTO orphaned_auctions
  SELECT auction_id FROM bids UNION SELECT auction_id FROM settlements
  EXCEPT SELECT event->>'auctionId' FROM chain_events WHERE event->>'name' = 'AuctionCreated';

-- Which keys bid on an auction is asked by auction.
CREATE INDEX bids_keyed ON bids (auction_id, bidder, key) WHERE key IS NOT NULL;
DROP INDEX bids_key;
