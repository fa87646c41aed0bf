-- What everybody may know of the writer's keys, for instances that have none: accounts of settler, receipts and gas.
ALTER TABLE lease ADD COLUMN keys jsonb;
