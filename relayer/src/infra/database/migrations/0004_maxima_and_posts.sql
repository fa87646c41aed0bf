-- A bid's maximum can lie above its price: whether the relayer bids for its bidder, and what the auction stood at after it, so that
-- an auction's newest row tells how it stands. Until now every bid led at its maximum.
ALTER TABLE bids ADD COLUMN proxy boolean NOT NULL DEFAULT false;
ALTER TABLE bids ADD COLUMN price numeric;
ALTER TABLE bids ADD COLUMN leader bigint;
UPDATE bids SET price = amount, leader = sequence;
ALTER TABLE bids ALTER COLUMN price SET NOT NULL;
ALTER TABLE bids ALTER COLUMN leader SET NOT NULL;
ALTER TABLE bids ADD CHECK (leader BETWEEN 1 AND sequence);

-- The copy of the chain lacks the amounts of posted bids, and presented ones: it is read anew.
TRUNCATE chain_events, chain_blocks;
