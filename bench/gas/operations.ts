/** What is measured, in the order of tables and plots. */
export type Operation = {
  label: string;
  /** Gas that Plaza's should stay below. */
  goal?: number;
  /** Figures that others published and nobody measured in this run. Nothing rests on them. */
  quoted?: Readonly<Record<string, number>>;
};

export const operations = {
  list: {
    label: "List an item, escrowed, one transfer",
    goal: 80_000,
    quoted: { "Zora asks, not escrowed": 136_549 },
  },
  buy: { label: "Buy it, 5 % fee", goal: 79_000, quoted: { "Sequence, not escrowed": 104_701 } },
  buyExactApproval: { label: "Buy it, allowance spent exactly", goal: 82_500 },
  buyRoyalty: { label: "Buy it, with a royalty of 2.5 %", goal: 92_000 },
  buySigned: { label: "Buy a signed listing", goal: 94_500 },
  buyFive: { label: "Buy five at once, one collection", goal: 184_000, quoted: { Sequence: 294_838 } },
  createAuction: {
    label: "Create an auction, escrowed",
    goal: 81_000,
    quoted: { "Zora V3, not escrowed": 149_019 },
  },
  settle: { label: "Settle an off-chain bid, two signatures", goal: 103_000 },
  auctionTwoBids: {
    label: "Auction of two bids, everybody's gas",
    goal: 184_000,
    quoted: { "Zora V3": 472_044 },
  },
  acceptOffer: { label: "Accept a signed offer", goal: 95_000 },
  deposit: { label: "Deposit into the vault" },
  ed25519: {
    label: "Verify an Ed25519 signature, raw key",
    goal: 450_603,
    quoted: { "best known": 627_559, "best known, x of the key given": 450_603 },
  },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;

/** Gas of some operations. */
export type Figures = Partial<Record<OperationName, number>>;
