-- What accounts say of themselves. Times are milliseconds of the wall clock.
CREATE TABLE profiles (
  account text PRIMARY KEY,
  display_name text NOT NULL,
  handle text,
  handle_verified boolean NOT NULL,
  description text NOT NULL,
  avatar text,
  updated_at bigint NOT NULL
);

-- One of each party of a trade, about the other. A trade is what its seller's notice tells of: final, with both parties.
CREATE TABLE reviews (
  trade text NOT NULL,
  author text NOT NULL,
  subject text NOT NULL,
  rating integer NOT NULL CHECK (rating BETWEEN 1 AND 5),
  comment text NOT NULL,
  written_at bigint NOT NULL,
  PRIMARY KEY (trade, author)
);
CREATE INDEX reviews_subject ON reviews (subject, written_at);

CREATE INDEX notices_trade ON notices ((data->>'trade')) WHERE kind = 'item_sold';
CREATE INDEX notices_sale ON notices (account, happened_at) WHERE kind = 'item_sold';
CREATE INDEX notices_purchase ON notices (lower(data->>'buyer'), happened_at) WHERE kind = 'item_sold';
