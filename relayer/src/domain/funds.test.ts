import { expect } from "chai";
import fc from "fast-check";
import type { VaultEvent } from "./chainEvents.ts";
import {
  applyVaultEvent,
  available,
  NO_FUNDS,
  payFromVault,
  pruneRecent,
  settledFree,
  type VaultFunds,
} from "./funds.ts";

const account = "0x00000000000000000000000000000000000000cc";
const deposited = (amount: bigint): VaultEvent => ({ name: "Deposited", account, amount });

describe("funds", () => {
  it("counts a deposit once its block is final, a debit at once (MECHANISM.md 17)", () => {
    let funds = applyVaultEvent(NO_FUNDS, deposited(100n), 7);
    expect(settledFree(funds, 6)).to.equal(0n);
    expect(settledFree(funds, 7)).to.equal(100n);
    funds = applyVaultEvent(funds, { name: "Withdrawn", account, amount: 30n, settler: "0x", nonce: 1n }, 9);
    expect(settledFree(funds, 7)).to.equal(70n);
  });

  it("takes an exit out of cover at once, and lets it back in when final (MECHANISM.md 13 and 14)", () => {
    let funds = applyVaultEvent(NO_FUNDS, deposited(100n), 1);
    funds = applyVaultEvent(funds, { name: "ExitRequested", account, amount: 60n, exitableAt: 99 }, 2);
    expect(settledFree(funds, 1)).to.equal(40n);
    expect(funds.exiting).to.equal(60n);
    funds = applyVaultEvent(funds, { name: "ExitCancelled", account, amount: 60n }, 3);
    expect(settledFree(funds, 2)).to.equal(40n);
    expect(settledFree(funds, 3)).to.equal(100n);
    expect(funds.exiting).to.equal(0n);
  });

  it("lets an executed exit go", () => {
    let funds = applyVaultEvent(NO_FUNDS, deposited(100n), 1);
    funds = applyVaultEvent(funds, { name: "ExitRequested", account, amount: 100n, exitableAt: 99 }, 2);
    funds = applyVaultEvent(funds, { name: "ExitExecuted", account, amount: 100n }, 3);
    expect(funds.free + funds.exiting).to.equal(0n);
  });

  it("pays a settlement from free funds first (MECHANISM.md 13)", () => {
    const funds: VaultFunds = { free: 60n, exiting: 40n, recent: [] };
    expect(payFromVault(funds, 50n)).to.deep.include({ free: 10n, exiting: 40n });
    expect(payFromVault(funds, 70n)).to.deep.include({ free: 0n, exiting: 30n });
  });

  it("never says that more is available than is there", () => {
    const amount = fc.bigInt({ min: 0n, max: 1_000n });
    fc.assert(
      fc.property(amount, amount, amount, (free, reserved, pendingWithdrawals) => {
        const rest = available({ free, reserved, pendingWithdrawals });
        expect(rest >= 0n && rest <= free).to.equal(true);
        if (rest > 0n) expect(rest + reserved + pendingWithdrawals).to.equal(free);
      }),
    );
  });

  it("forgets young money only where that changes no answer", () => {
    const deposits = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.bigInt({ min: 1n, max: 100n })));
    fc.assert(
      fc.property(deposits, fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }), (list, first, later) => {
        const finalized = Math.max(first, later);
        const funds = list.reduce((sum, [block, amount]) => applyVaultEvent(sum, deposited(amount), block), NO_FUNDS);
        expect(settledFree(pruneRecent(funds, first), finalized)).to.equal(settledFree(funds, finalized));
      }),
    );
  });
});
