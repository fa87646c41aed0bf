-- Listings and offers that their makers signed for Orders, and whether they can be filled. The chain decides on that: what is
-- here is a copy of what it said last. Times are milliseconds of the wall clock, `expiry` is unix seconds.
CREATE TABLE orders (
  id text PRIMARY KEY,
  number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  kind text NOT NULL CHECK (kind IN ('listing', 'offer')),
  maker text NOT NULL,
  token text NOT NULL,
  -- Of an order about one item.
  token_id numeric(78),
  -- Of an offer on traits.
  token_ids numeric(78)[],
  price numeric(78) NOT NULL,
  -- Null where it never expires.
  expiry numeric(78),
  terms jsonb NOT NULL,
  signature text NOT NULL,
  contract_signed boolean NOT NULL,
  created_at bigint NOT NULL,
  status text NOT NULL CHECK (status IN ('open', 'suspended', 'ended')),
  reason text CHECK ((reason IS NULL) = (status = 'open')),
  remaining numeric(78) NOT NULL,
  fillable numeric(78) NOT NULL,
  -- The block whose state that is.
  checked_block bigint NOT NULL,
  -- When to look again; null where a final block has ended it.
  due_at bigint,
  -- Counts looks and reasons to look: only the newest look is stored.
  version bigint NOT NULL DEFAULT 0
);
CREATE INDEX orders_newest ON orders (status, number);
CREATE INDEX orders_token ON orders (token, status, number);
CREATE INDEX orders_token_price ON orders (token, status, price, number);
CREATE INDEX orders_maker ON orders (maker, number);
CREATE INDEX orders_due ON orders (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX orders_expiry ON orders (expiry) WHERE status <> 'ended' AND expiry IS NOT NULL;

-- Which trade filled which order.
CREATE INDEX chain_events_order ON chain_events ((event->>'orderId')) WHERE event->>'orderId' IS NOT NULL;
