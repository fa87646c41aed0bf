-- The bid key that signed a bid, in ERC-7913 form; null where the bidder's own did.
ALTER TABLE bids ADD COLUMN key text;
CREATE INDEX bids_key ON bids (bidder, key, auction_id) WHERE key IS NOT NULL;

-- Consents to a seller's cancel (MECHANISM.md 30): no bid is taken until the deadline, in unix seconds, has passed for good.
CREATE TABLE cancellations (
  auction_id text NOT NULL,
  deadline bigint NOT NULL,
  settler_signature text NOT NULL,
  PRIMARY KEY (auction_id, deadline)
);

-- Bid keys were not followed until now: the copy of the chain is read anew.
DELETE FROM chain_events;
DELETE FROM chain_blocks;
