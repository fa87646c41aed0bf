/** What counts for or against an account: a final trade, or a review of one. Times are unix seconds. */
export type Deed =
  | { kind: "sale" | "purchase"; trade: string; at: number }
  | { kind: "review"; trade: string; rating: number; at: number };

/** An account's standing, from its trades and the reviews of them, and nothing else. */
export type Reputation = {
  /** 0 to 100. */
  score: number;
  sales: number;
  purchases: number;
  reviews: number;
  /** Mean of all ratings in hundredths; null without one. */
  rating: number | null;
  /** The newest deeds with the score that each led to, newest first. */
  history: { kind: Deed["kind"]; trade: string; rating: number | null; at: number; score: number }[];
};

/** As many reviews of this rating does every account begin with: one review alone makes nobody the best or the worst. */
const PRIOR = { reviews: 5, rating: 3 };

/** So many trades count as one review of this rating, up to so many: trading much is worth something, and cannot drown reviews. */
const TRADES = { each: 10, rating: 4, limit: 10 };

const HISTORY = 100;

/** Folds an account's deeds, given in their order. */
export function reputationOf(deeds: readonly Deed[]): Reputation {
  let [sales, purchases, reviews, sum] = [0, 0, 0, 0];
  const history: Reputation["history"] = [];
  for (const deed of deeds) {
    if (deed.kind === "review") {
      reviews += 1;
      sum += deed.rating;
    } else if (deed.kind === "sale") sales += 1;
    else purchases += 1;
    const rating = deed.kind === "review" ? deed.rating : null;
    history.push({
      kind: deed.kind,
      trade: deed.trade,
      rating,
      at: deed.at,
      score: scoreOf(sales + purchases, reviews, sum),
    });
  }
  return {
    score: scoreOf(sales + purchases, reviews, sum),
    ...{ sales, purchases, reviews },
    rating: reviews === 0 ? null : Math.round((sum * 100) / reviews),
    history: history.slice(-HISTORY).reverse(),
  };
}

function scoreOf(trades: number, reviews: number, sum: number): number {
  const credit = Math.min(TRADES.limit, Math.floor(trades / TRADES.each));
  const weight = PRIOR.reviews + credit + reviews;
  return Math.round((20 * (PRIOR.reviews * PRIOR.rating + credit * TRADES.rating + sum)) / weight);
}
