DROP TABLE chain_events, chain_blocks, transactions, settlements, withdrawals, nonces, bids, identity;
