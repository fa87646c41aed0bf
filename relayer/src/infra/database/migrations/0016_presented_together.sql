-- Bids of other auctions that are presented in one call with an errand's own, which would not be covered without them.
ALTER TABLE settlements ADD COLUMN together jsonb;
ALTER TABLE settlements ADD CHECK (together IS NULL OR kind = 'present');
