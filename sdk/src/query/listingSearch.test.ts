import { expect } from "chai";
import { parseEther } from "viem";
import {
  countFacets,
  type ListingSearch,
  readListingSearch,
  toggleFacet,
  writeListingSearch,
} from "./listingSearch.ts";

const search: ListingSearch = {
  filter: {
    rarity: ["RARE", "EPIC"],
    itemType: ["WEAPON"],
    collection: [`0x${"ab".repeat(20)}`],
    kind: [3, 14],
    name: "sword & shield",
    power: { min: 5 },
    luck: { min: 1, max: 9 },
    price: { max: parseEther("250.5") },
  },
  sort: "PRICE_ASC",
};

describe("a shop's filter in an address", () => {
  it("comes back as it was written", () => {
    expect(readListingSearch(writeListingSearch(search))).to.deep.equal(search);
    expect(readListingSearch("")).to.deep.equal({ filter: {} });
  });

  it("reads as people would write it, and leaves what is not its own", () => {
    const { filter } = readListingSearch("?rarity=EPIC&price=..250");
    expect(writeListingSearch({ filter }, "?page=2&rarity=RARE&name=old")).to.equal("page=2&rarity=EPIC&price=..250");
  });

  it("drops what makes no sense", () => {
    const nonsense = "rarity=SHINY,EPIC&seller=me&kind=1e3,7&power=-1..x&price=1e9..&sort=BEST&name=%20";
    expect(readListingSearch(nonsense)).to.deep.equal({ filter: { rarity: ["EPIC"], kind: [7] } });
  });

  it("counts what narrows the view, and toggles a value", () => {
    expect(countFacets(search)).to.equal(8);
    expect(toggleFacet(["EPIC"], "RARE")).to.deep.equal(["EPIC", "RARE"]);
    expect(toggleFacet(["EPIC"], "EPIC")).to.equal(undefined);
  });
});
