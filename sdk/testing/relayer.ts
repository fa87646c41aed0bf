/** Answers as the relayer gives them: decimal strings, ISO 8601. */
export const id = `0x${"1a".repeat(32)}` as const;
export const bidder = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
export const seller = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
export const signature = `0x${"5c".repeat(65)}` as const;

export const liveAuctionJson = {
  id,
  status: "live",
  seller,
  startPrice: "10000000000000000001",
  reservePrice: "0",
  incrementBps: 500,
  startsAt: "2030-01-01T00:00:00Z",
  endsAt: "2030-01-01T01:00:00Z",
  chainEndsAt: "2030-01-01T01:00:00Z",
  settleableAt: "2030-01-01T01:00:05Z",
  topBid: {
    bidder: bidder.toLowerCase(),
    amount: "10000000000000000001",
    sequence: 3,
    receivedAt: "2030-01-01T00:30:00Z",
  },
  post: { bidder: seller.toLowerCase(), amount: "10000000000000000000" },
  leader: bidder.toLowerCase(),
  currentPrice: "10000000000000000001",
  bidCount: 3,
  minimumBid: "10500000000000000002",
  sequence: 3,
  settlement: null,
};

/** When answers were true, as a header tells it. */
export const timed = { "server-time": "2030-01-01T00:30:01.250Z" };

export const receiptJson = {
  auctionId: id,
  bidHash: `0x${"2b".repeat(32)}`,
  amount: "10000000000000000001",
  sequence: 3,
  receivedAt: "2030-01-01T00:30:00Z",
  previous: `0x${"00".repeat(32)}`,
  hash: `0x${"3c".repeat(32)}`,
  signature,
  extension: null,
};
