-- Sales outside auctions, and who posted what, were not followed until now: the copy of the chain is read anew.
DELETE FROM chain_events;
DELETE FROM chain_blocks;

-- What happened to an auction or a listing, by its id.
CREATE INDEX chain_events_subject ON chain_events ((coalesce(event->>'auctionId', event->>'listingId')));

-- What accounts were told: gapless within an account. `cause` names what a notice tells of, so that nothing is told twice.
CREATE TABLE notices (
  account text NOT NULL,
  sequence bigint NOT NULL CHECK (sequence > 0),
  cause text NOT NULL,
  kind text NOT NULL,
  happened_at bigint NOT NULL,
  data jsonb NOT NULL,
  read_at bigint,
  PRIMARY KEY (account, sequence),
  UNIQUE (account, cause)
);
CREATE INDEX notices_unread ON notices (account, sequence) WHERE read_at IS NULL;

-- The last sequence number of each account. Whoever adds notices locks its row first.
CREATE TABLE notice_heads (
  account text PRIMARY KEY,
  last bigint NOT NULL
);

-- Who wants to hear of an auction without bidding in it.
CREATE TABLE watches (
  auction_id text NOT NULL,
  account text NOT NULL,
  PRIMARY KEY (auction_id, account)
);
CREATE INDEX watches_account ON watches (account);

-- What nobody was told of yet. Triggers fill both tables, so that no way of writing a bid or an event can forget them, and in
-- the same transaction. `due_at` is milliseconds of the wall clock: what could not be told is tried again then.
CREATE TABLE bid_outbox (
  auction_id text NOT NULL,
  sequence bigint NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  due_at bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (auction_id, sequence)
);
CREATE INDEX bid_outbox_due ON bid_outbox (due_at);

CREATE FUNCTION queue_bids() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO bid_outbox (auction_id, sequence) SELECT auction_id, sequence FROM added;
  RETURN NULL;
END
$$;
CREATE TRIGGER bids_queued AFTER INSERT ON bids REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION queue_bids();

-- A reorg that takes an event away takes its place in the queue with it.
CREATE TABLE chain_outbox (
  block_number bigint NOT NULL,
  log_index integer NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  due_at bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (block_number, log_index),
  FOREIGN KEY (block_number, log_index) REFERENCES chain_events ON DELETE CASCADE
);

CREATE FUNCTION queue_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO chain_outbox (block_number, log_index) SELECT block_number, log_index FROM added
    WHERE event->>'name' IN ('ListingBought', 'SignedListingBought', 'OfferAccepted', 'Credited',
      'BidPosted', 'AuctionSettled', 'AuctionReturned', 'AuctionCancelled');
  RETURN NULL;
END
$$;
CREATE TRIGGER events_queued AFTER INSERT ON chain_events REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION queue_events();
