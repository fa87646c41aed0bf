import { expect } from "chai";
import fc from "fast-check";
import { parseSearch, stringifySearch } from "../../app/searchCodec.ts";
import { CLASSES, ITEM_TYPES, RARITIES } from "../../ui/words.ts";
import { countFilters, LISTING_SORTS, readBrowseSearch, toggled, withoutEmpty } from "./search.ts";

const some = <T extends string>(all: readonly T[]) =>
  fc.option(fc.subarray([...all], { minLength: 1 }), { nil: undefined });
const stat = fc.option(fc.integer({ min: 0, max: 65_535 }), { nil: undefined });

const search = fc.record({
  q: fc.option(
    fc.string({ minLength: 1, maxLength: 64 }).filter((text) => text.trim() !== ""),
    { nil: undefined },
  ),
  type: some(ITEM_TYPES),
  rarity: some(RARITIES),
  class: some(CLASSES),
  powerMin: stat,
  luckMax: stat,
  priceMin: fc.option(fc.constantFrom("0", "12.5", "999999"), { nil: undefined }),
  sort: fc.option(fc.constantFrom(...LISTING_SORTS.map(([sort]) => sort)), { nil: undefined }),
});

describe("the market's view in the address bar", () => {
  it("survives being written there and read back", () => {
    fc.assert(
      fc.property(search, (wanted) => {
        const read = readBrowseSearch(parseSearch(stringifySearch(wanted)));
        expect(read).to.deep.equal(withoutEmpty(wanted));
      }),
    );
  });

  it("drops what makes no sense instead of failing", () => {
    const read = readBrowseSearch({
      rarity: "MYTHIC,EPIC",
      type: "",
      powerMin: "-3",
      priceMax: "1e9",
      seller: "alice",
      sort: "RANDOM",
      collection: "0x12",
    });
    expect(read).to.deep.equal({ rarity: ["EPIC"] });
  });

  it("keeps a stat within what fits on chain", () => {
    expect(readBrowseSearch({ luckMin: "99999" }).luckMin).to.equal(65_535);
  });

  it("is written in plain words", () => {
    expect(stringifySearch({ rarity: ["RARE", "EPIC"], q: undefined, priceMax: "500" })).to.equal(
      "?rarity=RARE,EPIC&priceMax=500",
    );
  });

  it("counts filters, not the order", () => {
    expect(countFilters({ rarity: ["EPIC"], priceMin: "1", sort: "NEWEST" })).to.equal(2);
  });

  it("puts a value in and takes it out, leaving nothing behind", () => {
    const once = toggled<string>(undefined, "EPIC");
    expect(once).to.deep.equal(["EPIC"]);
    expect(toggled(once, "EPIC")).to.equal(undefined);
  });
});
