DELETE FROM chain_outbox USING chain_events
  WHERE (chain_outbox.block_number, chain_outbox.log_index) = (chain_events.block_number, chain_events.log_index)
    AND event->>'name' = 'AuctionBoughtOut';
CREATE OR REPLACE FUNCTION queue_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO chain_outbox (block_number, log_index) SELECT block_number, log_index FROM added
    WHERE event->>'name' IN ('ListingBought', 'SignedListingBought', 'OfferAccepted', 'Credited',
      'BidPosted', 'AuctionSettled', 'AuctionReturned', 'AuctionCancelled');
  RETURN NULL;
END
$$;
