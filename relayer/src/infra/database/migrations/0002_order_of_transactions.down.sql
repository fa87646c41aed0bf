ALTER TABLE transactions DROP COLUMN position;
