-- Transactions in the order in which they were signed. Times do not tell it: a clock can be set back between two of them.
ALTER TABLE transactions ADD COLUMN position bigint GENERATED ALWAYS AS IDENTITY;
