import { readListingSearch, writeListingSearch } from "@plaza/sdk/query";
import { expect } from "chai";
import { parseEther } from "viem";
import { parseSearch, stringifySearch, withoutEmpty } from "./searchCodec.ts";

describe("the address bar", () => {
  it("is written in plain words", () => {
    expect(stringifySearch({ stage: "ended", type: ["ARMOR", "LAND"], sort: undefined })).to.equal(
      "?stage=ended&type=ARMOR,LAND",
    );
    expect(stringifySearch({})).to.equal("");
  });

  it("leaves the market's view as the SDK wrote it, so that the router has nothing to correct", () => {
    const search = {
      filter: { rarity: ["RARE", "EPIC"], price: { max: parseEther("900") }, name: "long sword" },
    } as const;
    const written = `?${writeListingSearch({ filter: { ...search.filter, rarity: [...search.filter.rarity] } })}`;
    expect(stringifySearch(parseSearch(written))).to.equal(written);
    expect(readListingSearch(stringifySearch(parseSearch(written)))).to.deep.equal(search);
  });

  it("drops what nothing was chosen for", () => {
    expect(withoutEmpty({ stage: undefined, type: "", sort: "NEWEST" })).to.deep.equal({ sort: "NEWEST" });
  });
});
