// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BidKey} from "../../interfaces/IBidKeys.sol";
import {IVault, VaultAccount, Withdrawal} from "../../interfaces/IVault.sol";
import {HouseMoves} from "./HouseMoves.sol";

/// @title VaultMoves
/// @notice Money in and out, and the keys that may bid with it.
abstract contract VaultMoves is HouseMoves {
    /// @dev The last withdrawal, to be tried again, and whose it was.
    bytes internal _withdrawal;
    address internal _withdrawer;

    function putIn(uint256 who, uint256 whom, uint256 amount) external watched {
        (address payer, address account) = (pick(who), pick(whom));
        uint256 purse = purseOf(payer);
        if (purse == 0) return;
        vm.prank(payer);
        marketplace.deposit(account, bound(amount, 1, purse));
    }

    /// @dev Asks for an exit, or thinks again about the one that he asked for.
    function planExit(uint256 who, uint256 amount, uint256 how) external watched {
        address actor = pick(who);
        uint256 funds = fundsOf(actor);
        if (funds == 0) return;
        bool cancels = how % 3 == 0 && marketplace.vaultOf(actor).exiting != 0;
        vm.prank(actor);
        if (cancels) marketplace.cancelExit();
        else marketplace.requestExit(bound(amount, 1, funds));
    }

    /// @dev Refused while it would uncover a presented bid.
    function executeExit(uint256 who, bool waits) external watched {
        address actor = pick(who);
        VaultAccount memory funds = marketplace.vaultOf(actor);
        if (funds.exiting == 0) return;
        if (time() < funds.exitableAt) {
            if (!waits) return;
            vm.warp(funds.exitableAt);
        }
        _spender = actor;
        address recipient = payeeOf(actor);
        uint256 had = currency.balanceOf(recipient);
        uint256 bound_ = funds.presented > funds.free ? funds.presented - funds.free : 0;
        if (bound_ >= funds.exiting) {
            vm.expectRevert(
                abi.encodeWithSelector(IVault.PresentedBidsUncovered.selector, actor, funds.free, funds.presented)
            );
            vm.prank(actor);
            marketplace.executeExit(recipient);
            return;
        }
        vm.prank(actor);
        marketplace.executeExit(recipient);
        assertEq(currency.balanceOf(recipient), had + funds.exiting - bound_);
        assertEq(marketplace.vaultOf(actor).exiting, bound_);
    }

    function withdraw(uint256 who, uint256 amount) external watched {
        address actor = pick(who);
        uint256 highest = least(marketplace.vaultOf(actor).free, unboundOf(actor));
        if (highest == 0) return;
        _spender = actor;
        uint256 funds = fundsOf(actor);
        amount = bound(amount, 1, highest);
        Withdrawal memory consent = consentTo(amount, payeeOf(actor));
        bytes memory signed = signWithdrawal(settlerKey, actor, consent);
        vm.prank(actor);
        marketplace.withdraw(consent, signed);
        assertEq(fundsOf(actor), funds - amount);
        (_withdrawal, _withdrawer) = (abi.encodeCall(IVault.withdraw, (consent, signed)), actor);
    }

    function withdrawCredit(uint256 who) external watched {
        address actor = pick(who);
        uint256 credit = marketplace.vaultOf(actor).credit;
        if (credit == 0) return;
        address recipient = payeeOf(actor);
        uint256 had = currency.balanceOf(recipient);
        vm.prank(actor);
        marketplace.withdrawCredit(recipient);
        assertEq(currency.balanceOf(recipient), had + credit);
    }

    /// @dev A higher cap holds at once, a lower one later.
    function setBidKey(uint256 who, uint256 cap) external watched {
        address actor = pick(who);
        cap = cap % 7 == 0 ? 0 : bound(cap, 1, 5_000 ether);
        uint256 before = capOf(sessionOf(actor));
        bytes memory key = abi.encodePacked(vm.addr(_sessionKeys[actor]));
        vm.prank(actor);
        marketplace.setBidKey(key, cap);
        BidKey memory state = sessionOf(actor);
        assertEq(capOf(state), most(before, cap));
        assertEq(state.nextCapAt, cap < before ? time() + EXIT_DELAY : 0);
    }

    /// @dev What an actor's session key may still spend.
    function roomOf(address actor) internal view returns (uint256) {
        BidKey memory key = sessionOf(actor);
        uint256 cap = capOf(key);
        return cap > key.spent ? cap - key.spent : 0;
    }

    /// @dev The actor himself, unless the currency refuses him.
    function payeeOf(address actor) internal view returns (address) {
        return isRefusedMoney(actor) ? carol : actor;
    }
}
