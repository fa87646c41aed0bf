import type { Kind } from "../catalogue/kind.ts";
import { makePieces, type Piece } from "../catalogue/pieces.ts";
import { createRandom } from "../catalogue/random.ts";
import { PLAYERS, SELLERS } from "./accounts.ts";
import { FATES_OF_PIECES, FATES_OF_STACKS, type Fate, holderOf, inTurn, isPlayers } from "./fate.ts";
import type { Goods, PlannedPiece, PlannedStack } from "./types.ts";

/** Goods with what is to become of them. */
export interface Lot {
  readonly goods: Goods;
  readonly fate: Fate;
  readonly holder: number;
  /** Worth of one unit, in the smallest unit of Credits. */
  readonly value: bigint;
}

/** Everything there is at the opening, and who holds it. */
export interface Stock {
  readonly pieces: readonly PlannedPiece[];
  readonly stacks: readonly PlannedStack[];
  readonly lots: readonly Lot[];
}

/** Of a stackable kind's units the merchant gets 7 in 10; half of what its holder has is put up. */
const MERCHANT_SHARE = 0.7;
const PUT_UP_SHARE = 0.5;
const AUCTION_SHARE = 0.1;

/** What is dearer is not for the history of sales: a single purchase would empty the buyer's purse. */
const DEAREST_SALE = 10_000n * 10n ** 18n;

const share = (units: number, part: number): number => Math.max(1, Math.floor(units * part));

/** Pieces one after another take their turns in the market; shuffled before, so that each shelf has of everything. */
function stockPieces(pieces: readonly Piece[]): Stock {
  const planned: PlannedPiece[] = [];
  const lots: Lot[] = [];
  for (const [index, piece] of pieces.entries()) {
    const turn = inTurn(FATES_OF_PIECES, index);
    const fate = turn === "sold" && piece.value > DEAREST_SALE ? "listed" : turn;
    // Turns come round every twenty, holders every five: the division keeps the two from falling in step.
    const holder = holderOf(fate, index + Math.floor(index / FATES_OF_PIECES.length));
    planned.push({ piece, holder });
    lots.push({ goods: { standard: "ERC721", piece: index }, fate, holder, value: piece.value });
  }
  return { pieces: planned, stacks: [], lots };
}

/** How many of the holder's units are put up. */
function unitsPutUp(fate: Fate, units: number): number {
  return share(units, fate === "auctioned" || fate === "auctionedByPlayer" ? AUCTION_SHARE : PUT_UP_SHARE);
}

/** Each stackable kind is split between a merchant and a player, so that players have something to sell too. */
function stockStacks(kinds: readonly Kind[]): Stock {
  const stacks: PlannedStack[] = [];
  const lots: Lot[] = [];
  for (const [index, kind] of kinds.entries()) {
    const fate = inTurn(FATES_OF_STACKS, index);
    const place = index + Math.floor(index / FATES_OF_STACKS.length);
    const [merchant, player] = [inTurn(SELLERS, place), inTurn(PLAYERS, place)];
    const [first, second] = isPlayers(fate) ? [player, merchant] : [merchant, player];
    const units = share(kind.supply, isPlayers(fate) ? 1 - MERCHANT_SHARE : MERCHANT_SHARE);
    stacks.push({ kind, holder: first, quantity: units });
    if (units < kind.supply) stacks.push({ kind, holder: second, quantity: kind.supply - units });
    const goods = { standard: "ERC1155", kind: kind.kind, quantity: unitsPutUp(fate, units) } as const;
    lots.push({ goods, fate, holder: first, value: kind.price });
  }
  return { pieces: [], stacks, lots };
}

/** Makes all pieces and stacks of a catalogue and says what becomes of each. */
export function makeStock(kinds: readonly Kind[], seed: string): Stock {
  const random = createRandom(`${seed}/stock`);
  const pieces = kinds.filter(({ stackable }) => !stackable).flatMap((kind) => makePieces(kind, seed));
  const ofPieces = stockPieces(random.shuffle(pieces));
  const ofStacks = stockStacks(random.shuffle(kinds.filter(({ stackable }) => stackable)));
  return { pieces: ofPieces.pieces, stacks: ofStacks.stacks, lots: [...ofPieces.lots, ...ofStacks.lots] };
}
