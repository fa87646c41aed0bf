DROP INDEX chain_events_order;
DROP TABLE orders;
