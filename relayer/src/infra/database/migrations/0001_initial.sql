-- Amounts and nonces are numeric: whole numbers of up to 78 digits. Ids, hashes, addresses (lower case) and signatures are
-- text in hexadecimal. Times are unix seconds by the chain's clock.

-- What this folder belongs to: chain, Marketplace, and the upper bits of the settler nonces that it hands out.
CREATE TABLE identity (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  chain_id bigint NOT NULL,
  marketplace text NOT NULL,
  nonce_epoch numeric NOT NULL
);

-- The bid log with its receipts: gapless within an auction, chained by `previous`, never changed.
CREATE TABLE bids (
  auction_id text NOT NULL,
  sequence bigint NOT NULL CHECK (sequence > 0),
  bid_hash text NOT NULL UNIQUE,
  bidder text NOT NULL,
  max_amount numeric NOT NULL,
  amount numeric NOT NULL CHECK (amount > 0 AND amount <= max_amount),
  signature text NOT NULL,
  received_at bigint NOT NULL,
  previous text NOT NULL,
  receipt_hash text NOT NULL,
  receipt_signature text NOT NULL,
  PRIMARY KEY (auction_id, sequence)
);

-- Settler nonces, one row each: the key refuses to hand one out twice, for whatever it was used.
CREATE TABLE nonces (
  counter bigint PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('withdrawal', 'settlement'))
);

CREATE TABLE withdrawals (
  nonce numeric PRIMARY KEY,
  request_hash text NOT NULL UNIQUE,
  account text NOT NULL,
  amount numeric NOT NULL CHECK (amount > 0),
  recipient text NOT NULL,
  deadline bigint NOT NULL,
  settler_signature text NOT NULL
);
CREATE INDEX withdrawals_deadline ON withdrawals (deadline);

CREATE TABLE settlements (
  id bigint PRIMARY KEY,
  auction_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('settle', 'announce', 'return')),
  winner text,
  amount numeric,
  max_amount numeric,
  sequence bigint,
  bid_signature text,
  nonce numeric UNIQUE,
  deadline bigint,
  settler_signature text,
  state text NOT NULL CHECK (state IN ('signed', 'broadcast', 'mined', 'final', 'failed')),
  reason text,
  transaction text,
  block_number bigint,
  block_hash text,
  CHECK (kind <> 'settle' OR num_nulls(winner, amount, max_amount, sequence, bid_signature, nonce, deadline, settler_signature) = 0),
  CHECK (state <> 'mined' OR num_nulls(transaction, block_number, block_hash) = 0)
);
CREATE INDEX settlements_auction ON settlements (auction_id, id);
-- Whatever the program believes, an auction never has two attempts in flight.
CREATE UNIQUE INDEX settlements_in_flight ON settlements (auction_id) WHERE state IN ('signed', 'broadcast', 'mined');

-- Signed transactions, each durable before it leaves the process. Replacements share their account nonce.
CREATE TABLE transactions (
  hash text PRIMARY KEY,
  settlement_id bigint NOT NULL REFERENCES settlements (id),
  account_nonce bigint NOT NULL,
  raw text NOT NULL,
  max_fee_per_gas numeric NOT NULL,
  max_priority_fee_per_gas numeric NOT NULL,
  signed_at bigint NOT NULL
);
CREATE INDEX transactions_settlement ON transactions (settlement_id);

-- A copy of what the chain said. It can be read anew at any time, and is cut back where a reorg took blocks away.
CREATE TABLE chain_blocks (
  number bigint PRIMARY KEY,
  hash text NOT NULL
);

CREATE TABLE chain_events (
  block_number bigint NOT NULL,
  log_index integer NOT NULL,
  block_hash text NOT NULL,
  transaction text NOT NULL,
  event jsonb NOT NULL,
  PRIMARY KEY (block_number, log_index)
);
