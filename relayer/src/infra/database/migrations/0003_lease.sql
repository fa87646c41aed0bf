-- Which of several instances writes. The row is locked by every transaction of the writer and changed by the next one: what the
-- writer before had not committed by then, it never will.
CREATE TABLE lease (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  epoch bigint NOT NULL,
  -- Where the writer listens for the other instances, and the secret that they show it.
  address text NOT NULL,
  token text NOT NULL,
  -- Its connection that holds the advisory lock, and when it last said that it lives.
  pid integer NOT NULL,
  seen_at timestamptz NOT NULL
);
