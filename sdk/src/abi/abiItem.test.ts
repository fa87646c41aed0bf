import { expect } from "chai";
import { parseAbiItem } from "viem";
import { abiItem } from "./abiItem.ts";

/** viem leaves an unnamed parameter's name out, and what an event says of indexes and the anonymous. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, each) =>
    (key === "name" && each === "") || (key === "indexed" && each === false) || key === "anonymous" ? undefined : each,
  );

describe("abiItem", () => {
  for (const line of [
    "function pause()",
    "function free(address account) view returns (uint256)",
    "function pair(bytes32[] ids,(uint256 a,(bool b,string c)[2] nested)[] pairs) pure returns (uint8 a,(int64 x) b)",
    "function give() payable",
    "event Moved(address indexed from,uint256 amount)",
    "event Made(bytes32 indexed id,(uint32 kind,uint8[] parts) traits)",
    "error Short(uint256 expected,uint256 received)",
    "error Empty()",
    "constructor((address currency,uint48 delay) config)",
  ])
    it(`reads "${line}" as viem does`, () => {
      const { type, ...item } = abiItem(line);
      expect(plain({ type, ...item })).to.deep.equal(plain(parseAbiItem(line as "error Empty()")));
    });

  it("marks what an event has indexed, as the compiler does", () => {
    expect(abiItem("event Moved(address indexed from,(uint256 a) amount)")).to.deep.equal({
      type: "event",
      name: "Moved",
      anonymous: false,
      inputs: [
        { name: "from", type: "address", indexed: true },
        { name: "amount", type: "tuple", components: [{ name: "a", type: "uint256" }], indexed: false },
      ],
    });
  });
});
