import { ListingNotActiveError, toPlazaError } from "@plaza/sdk";
import { Marketplace__factory, plazaContracts } from "@plaza/sdk/ethers";
import { expect } from "chai";
import { HDNodeWallet, JsonRpcProvider } from "ethers";
import { parseEther } from "viem";
import type { Chain } from "../../scripts/lib/chain.ts";
import { actors, startTestChain } from "../helpers/chain.ts";
import { openMarket } from "../helpers/market.ts";

const PRICE = parseEther("40");

describe("a purchase in ethers", function () {
  this.timeout(120_000);
  let chain: Chain;
  let provider: JsonRpcProvider;

  before(async () => {
    chain = await startTestChain();
    provider = new JsonRpcProvider(chain.rpcUrl, undefined, { staticNetwork: true, cacheTimeout: -1 });
    const market = openMarket(chain);
    await market.registerSword("Sword", "M0 0h1v1z");
    await market.fund(actors.bob, PRICE);
  });

  after(async () => {
    provider?.destroy();
    await chain?.close();
  });

  const bob = () =>
    HDNodeWallet.fromPhrase(
      "test test test test test test test test test test test junk",
      undefined,
      "m/44'/60'/0'/0/2",
    ).connect(provider);

  it("goes through the factories, and pays the seller all but the fee", async () => {
    const terms = await openMarket(chain).listSword(actors.alice, PRICE);
    const { marketplace, credits, gameItems } = plazaContracts(chain.deployment, bob());
    const before = await credits.balanceOf(actors.alice.address);

    const receipt = await (await marketplace.buy(terms, 1n, PRICE, actors.bob.address)).wait();

    expect(await gameItems.ownerOf(terms.tokenId)).to.equal(actors.bob.address);
    const block = receipt?.blockNumber;
    const [bought] = await marketplace.queryFilter(marketplace.filters.ListingBought(terms.listingId), block, block);
    expect(bought?.args.total).to.equal(PRICE);
    expect((await credits.balanceOf(actors.alice.address)) - before).to.equal(PRICE - (bought?.args.fee ?? 0n));
  });

  it("is told why it was refused", async () => {
    const terms = await openMarket(chain).listSword(actors.alice, PRICE);
    const { marketplace } = plazaContracts(chain.deployment, bob());
    await (
      await Marketplace__factory.connect(chain.deployment.marketplace, await provider.getSigner(1)).cancelListing(terms)
    ).wait();

    const error = await marketplace.buy.staticCall(terms, 1n, PRICE, actors.bob.address).then(
      () => undefined,
      (refusal) => toPlazaError(refusal),
    );

    expect(error).to.be.instanceOf(ListingNotActiveError);
    expect((error as ListingNotActiveError).args).to.deep.equal({ listingId: terms.listingId });
  });

  it("reads logs by the interface", () => {
    const { name } = Marketplace__factory.createInterface().getEvent("ListingBought");
    expect(name).to.equal("ListingBought");
    expect(Marketplace__factory.abi).to.have.length.above(100);
  });
});
