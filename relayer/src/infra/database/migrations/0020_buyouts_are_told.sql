-- Who sold by a buyout, and who bid in vain, was told of nothing: those events were not queued. What happened until now is told as well.
CREATE OR REPLACE FUNCTION queue_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO chain_outbox (block_number, log_index) SELECT block_number, log_index FROM added
    WHERE event->>'name' IN ('ListingBought', 'SignedListingBought', 'OfferAccepted', 'Credited',
      'BidPosted', 'AuctionSettled', 'AuctionBoughtOut', 'AuctionReturned', 'AuctionCancelled');
  RETURN NULL;
END
$$;
INSERT INTO chain_outbox (block_number, log_index)
  SELECT block_number, log_index FROM chain_events WHERE event->>'name' = 'AuctionBoughtOut';
