-- Signs the access tokens of all instances; made once.
CREATE TABLE session_keys (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  secret text NOT NULL
);

-- Nonces that were given out for a sign-in and not used yet. Times here are milliseconds of the wall clock.
CREATE TABLE session_nonces (
  nonce text PRIMARY KEY,
  expires_at bigint NOT NULL
);
CREATE INDEX session_nonces_expiry ON session_nonces (expires_at);

CREATE TABLE sessions (
  id text PRIMARY KEY,
  account text NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  ended_at bigint
);
CREATE INDEX sessions_account ON sessions (account);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Refresh tokens, only their hashes. A used one stays, so that its second use shows that it was stolen.
CREATE TABLE refresh_tokens (
  hash text PRIMARY KEY,
  session_id text NOT NULL REFERENCES sessions ON DELETE CASCADE,
  used_at bigint
);
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);
