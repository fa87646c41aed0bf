-- What sellers wrote of their listings, by the salts that the listings carry: the hashes of these texts. Times are milliseconds.
CREATE TABLE listing_texts (
  salt numeric(78, 0) PRIMARY KEY,
  account text NOT NULL,
  title text NOT NULL,
  description text NOT NULL,
  images text[] NOT NULL,
  nonce text NOT NULL,
  entered_at bigint NOT NULL
);
CREATE INDEX listing_texts_account ON listing_texts (account);
