DROP TRIGGER events_queued ON chain_events;
DROP FUNCTION queue_events;
DROP TRIGGER bids_queued ON bids;
DROP FUNCTION queue_bids;
DROP TABLE chain_outbox, bid_outbox, watches, notice_heads, notices;
DROP INDEX chain_events_subject;
-- The older program does not know the names of all events that were followed.
DELETE FROM chain_events;
DELETE FROM chain_blocks;
