DROP INDEX notices_purchase, notices_sale, notices_trade;
DROP TABLE reviews, profiles;
