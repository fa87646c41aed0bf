-- What the worker sends for an auction besides its end: it presents accepted bids, and sends Extensions. At most one of each kind is in
-- flight, beside the one attempt to end the auction.
ALTER TABLE settlements DROP CONSTRAINT settlements_kind_check;
ALTER TABLE settlements ADD CONSTRAINT settlements_kind_check
  CHECK (kind IN ('settle', 'announce', 'return', 'present', 'extend'));
ALTER TABLE settlements ADD CHECK (kind <> 'present' OR num_nulls(winner, max_amount, sequence) = 0);
ALTER TABLE settlements ADD COLUMN purpose text NOT NULL
  GENERATED ALWAYS AS (CASE WHEN kind IN ('present', 'extend') THEN kind ELSE 'end' END) STORED;
DROP INDEX settlements_in_flight;
CREATE UNIQUE INDEX settlements_in_flight ON settlements (auction_id, purpose) WHERE state IN ('signed', 'broadcast', 'mined');

-- Where a bid came so late that it prolonged its auction: to when, in unix seconds, and the receipt key's signature of the Extension.
ALTER TABLE bids ADD COLUMN extended_to bigint;
ALTER TABLE bids ADD COLUMN extension_signature text;
ALTER TABLE bids ADD CHECK (num_nulls(extended_to, extension_signature) <> 1);

-- The end of an Extension that is to be sent; its signature stands with the bid.
ALTER TABLE settlements ADD COLUMN extended_to bigint;
ALTER TABLE settlements ADD CHECK (kind <> 'extend' OR extended_to IS NOT NULL);
