DROP TABLE refresh_tokens, sessions, session_nonces, session_keys;
