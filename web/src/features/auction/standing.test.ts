import type { LiveAuction } from "@plaza/sdk/relayer";
import { expect } from "chai";
import type { Auction } from "../../data/model.ts";
import { leads, standingBid, standingStatus } from "./standing.ts";

const auction = (status: Auction["status"]) => ({ status, start: 100, endsAt: 200 }) as Auction;
const live = (status: LiveAuction["status"], endsAt = 200) =>
  ({ status, endsAt: new Date(endsAt * 1_000) }) as LiveAuction;

describe("who leads", () => {
  const alice = `0x${"a1".repeat(20)}` as const;
  const bob = `0x${"b0".repeat(20)}` as const;

  it("is whoever posted a bid on the chain that beats the relayer's best", () => {
    const live = { leader: bob, currentPrice: 150n, post: { bidder: bob, amount: 150n } };
    expect(standingBid(live)).to.deep.equal({ bidder: bob, amount: 150n, isPosted: true });
    expect([leads(live, alice), leads(live, bob), leads(live, undefined)]).to.deep.equal([false, true, false]);
  });

  it("is whoever the relayer's best bid is of, above a post", () => {
    const live = { leader: alice, currentPrice: 158n, post: { bidder: bob, amount: 150n } };
    expect(standingBid(live)).to.deep.equal({ bidder: alice, amount: 158n, isPosted: false });
  });

  it("is nobody before the first bid, and while the relayer does not answer", () => {
    expect(standingBid({ leader: null, currentPrice: null, post: null })).to.equal(null);
    expect(leads(undefined, alice)).to.equal(false);
  });
});

describe("where an auction stands", () => {
  it("believes the chain once it has spoken the last word", () => {
    expect(standingStatus(auction("SETTLED"), live("settling"), 300)).to.equal("settled");
    expect(standingStatus(auction("RETURNED"), live("ended"), 300)).to.equal("returned");
    expect(standingStatus(auction("CANCELLED"), undefined, 150)).to.equal("cancelled");
  });

  it("believes the relayer before that, for it knows of settlements under way", () => {
    expect(standingStatus(auction("LIVE"), live("settling"), 210)).to.equal("settling");
  });

  it("closes when the time is up, before anybody says so", () => {
    expect(standingStatus(auction("LIVE"), live("live"), 199)).to.equal("live");
    expect(standingStatus(auction("LIVE"), live("live"), 200)).to.equal("ended");
    expect(standingStatus(auction("LIVE"), undefined, 200)).to.equal("ended");
  });

  it("follows the relayer's later end", () => {
    expect(standingStatus(auction("LIVE"), live("live", 230), 210)).to.equal("live");
  });

  it("opens when its time has come", () => {
    expect(standingStatus(auction("SCHEDULED"), live("scheduled"), 99)).to.equal("scheduled");
    expect(standingStatus(auction("SCHEDULED"), live("scheduled"), 100)).to.equal("live");
  });
});
