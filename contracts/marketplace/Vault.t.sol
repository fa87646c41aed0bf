// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction} from "../interfaces/IAuctions.sol";
import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {ISettlers} from "../interfaces/ISettlers.sol";
import {IVault, VaultAccount, Withdrawal} from "../interfaces/IVault.sol";
import {Digests} from "../test-support/Digests.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";
import {Signatures} from "../test-support/Signatures.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

contract VaultTest is MarketplaceFixture {
    // deposit

    function test_Deposit_RevertWhen_TheAccountIsInvalid() public {
        fund(alice, 1 ether);
        vm.expectRevert(abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, address(0)));
        vm.prank(alice);
        marketplace.deposit(address(0), 1 ether);
        vm.expectRevert(abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, address(marketplace)));
        vm.prank(alice);
        marketplace.deposit(address(marketplace), 1 ether);
    }

    function test_Deposit_RevertWhen_TheAmountIsZero() public {
        vm.expectRevert(ICommonErrors.ZeroQuantity.selector);
        vm.prank(alice);
        marketplace.deposit(alice, 0);
    }

    function test_Deposit_RevertWhen_ThePayerCannotPay() public {
        currency.mint(alice, 1 ether);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(marketplace), 0, 1 ether)
        );
        vm.prank(alice);
        marketplace.deposit(alice, 1 ether);
        fund(alice, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, alice, 1 ether, 2 ether)
        );
        vm.prank(alice);
        marketplace.deposit(alice, 2 ether);
        assertVault(alice, 0, 0, 0);
    }

    function testFuzz_Deposit_AddsToFree(uint256 amount, uint256 more) public {
        amount = bound(amount, 1, type(uint128).max - 1);
        more = bound(more, 1, type(uint128).max - amount);
        deposit(bob, 5 ether);
        fund(alice, amount + more);
        vm.expectEmit(address(marketplace));
        emit IVault.Deposited(alice, alice, amount);
        vm.prank(alice);
        marketplace.deposit(alice, amount);
        assertVault(alice, amount, 0, 0);
        vm.prank(alice);
        marketplace.deposit(alice, more);
        assertVault(alice, amount + more, 0, 0);
        assertVault(bob, 5 ether, 0, 0);
        assertEq(marketplace.totalOwed(), 5 ether + amount + more);
        assertEq(currency.balanceOf(address(marketplace)), 5 ether + amount + more);
        assertEq(marketplace.vaultOf(alice).exitableAt, 0);
    }

    function test_Deposit_ForSomebodyElse() public {
        fund(alice, 3 ether);
        vm.expectEmit(address(marketplace));
        emit IVault.Deposited(bob, alice, 3 ether);
        vm.prank(alice);
        marketplace.deposit(bob, 3 ether);
        assertVault(alice, 0, 0, 0);
        assertVault(bob, 3 ether, 0, 0);
        assertEq(currency.balanceOf(alice), 0);
    }

    // withdraw

    /// @dev Alice withdraws with the settler's signature, and this must be the answer.
    function expectWithdrawRevert(Withdrawal memory consent, bytes memory reason) internal {
        bytes memory signed = signWithdrawal(settlerKey, alice, consent);
        vm.expectRevert(reason);
        vm.prank(alice);
        marketplace.withdraw(consent, signed);
    }

    function withdraw(Withdrawal memory consent) internal {
        bytes memory signed = signWithdrawal(settlerKey, alice, consent);
        vm.prank(alice);
        marketplace.withdraw(consent, signed);
    }

    function test_rule15_Withdraw_RevertWhen_TheDeadlineIsPastOrTooFar() public {
        deposit(alice, 10 ether);
        Withdrawal memory consent = consentTo(1 ether, alice);
        consent.deadline = NOW - 1;
        expectWithdrawRevert(consent, abi.encodeWithSelector(ISettlers.DeadlinePassed.selector, NOW - 1));
        consent.deadline = NOW + 10 minutes + 1;
        bytes memory reason = abi.encodeWithSelector(
            ISettlers.DeadlineTooFar.selector,
            consent.deadline,
            NOW + 10 minutes
        );
        expectWithdrawRevert(consent, reason);
        consent.deadline = type(uint256).max;
        reason = abi.encodeWithSelector(ISettlers.DeadlineTooFar.selector, consent.deadline, NOW + 10 minutes);
        expectWithdrawRevert(consent, reason);
        consent.deadline = NOW + 10 minutes;
        withdraw(consent);
        consent = consentTo(1 ether, alice);
        consent.deadline = NOW;
        withdraw(consent);
    }

    function test_rule37_Withdraw_RevertWhen_TheSignatureIsMalformed() public {
        deposit(alice, 10 ether);
        Withdrawal memory consent = consentTo(1 ether, alice);
        bytes[] memory malformed = Signatures.malformed(signWithdrawal(settlerKey, alice, consent));
        for (uint256 i = 0; i < malformed.length; i++) {
            vm.expectRevert(abi.encodeWithSelector(ISettlers.InvalidSignature.selector, address(0)));
            vm.prank(alice);
            marketplace.withdraw(consent, malformed[i]);
        }
    }

    function test_Withdraw_RevertWhen_NoSettlerSignedThis() public {
        deposit(alice, 10 ether);
        deposit(bob, 10 ether);
        Withdrawal memory consent = consentTo(1 ether, alice);
        bytes memory signed = signWithdrawal(settlerKey, alice, consent);
        expectUnauthorized(alice, consent, signWithdrawal(aliceKey, alice, consent));
        expectUnauthorized(bob, consent, signed);
        consent.amount += 1;
        expectUnauthorized(alice, consent, signed);
        consent.amount -= 1;
        consent.recipient = bob;
        expectUnauthorized(alice, consent, signed);
        consent.recipient = alice;
        consent.nonce += 1;
        expectUnauthorized(alice, consent, signed);
        consent.nonce -= 1;
        consent.deadline -= 1;
        expectUnauthorized(alice, consent, signed);
        consent.deadline += 1;
        bytes32 elsewhere = Digests.domainSeparator(block.chainid, carol);
        bytes32 digest = Digests.typed(elsewhere, Digests.withdrawal(alice, consent));
        expectUnauthorized(alice, consent, signature(settlerKey, digest));

        vm.prank(alice);
        marketplace.withdraw(consent, signed);
    }

    function expectUnauthorized(address caller, Withdrawal memory consent, bytes memory signed) internal {
        bytes32 digest = digestOf(Digests.withdrawal(caller, consent));
        vm.expectRevert(
            abi.encodeWithSelector(ISettlers.UnauthorizedSettler.selector, Signatures.recover(digest, signed))
        );
        vm.prank(caller);
        marketplace.withdraw(consent, signed);
    }

    function test_rule27_Withdraw_RevertWhen_TheNonceIsUsed() public {
        deposit(alice, 1_000 ether);
        bytes32 settlerHash = keccak256(abi.encodePacked(settler));
        Withdrawal memory consent = consentTo(1 ether, alice);
        withdraw(consent);
        bytes memory reason = abi.encodeWithSelector(ISettlers.NonceAlreadyUsed.selector, settlerHash, consent.nonce);
        expectWithdrawRevert(consent, reason);
        consent.amount = 2 ether;
        expectWithdrawRevert(consent, reason);

        // A settlement's nonce is no other.
        (Auction memory terms, ) = auctionItem(auctionParams());
        warpToSettlement(terms);
        settleForAlice(terms, RESERVE);
        consent.nonce += 1;
        consent.deadline = time() + 1 minutes;
        reason = abi.encodeWithSelector(ISettlers.NonceAlreadyUsed.selector, settlerHash, consent.nonce);
        expectWithdrawRevert(consent, reason);
    }

    function testFuzz_rule13_Withdraw_RevertWhen_FreeDoesNotSuffice(uint256 amount) public {
        deposit(alice, 10 ether);
        vm.prank(alice);
        marketplace.requestExit(4 ether);
        amount = bound(amount, 6 ether + 1, type(uint256).max);
        Withdrawal memory consent = consentTo(amount, alice);
        expectWithdrawRevert(consent, abi.encodeWithSelector(IVault.InsufficientFree.selector, alice, 6 ether, amount));
        assertFalse(marketplace.isNonceUsed(keccak256(abi.encodePacked(settler)), consent.nonce));
    }

    function test_Withdraw_RevertWhen_TheRecipientIsInvalid() public {
        deposit(alice, 10 ether);
        bytes memory reason = abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, address(0));
        expectWithdrawRevert(consentTo(1 ether, address(0)), reason);
        reason = abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, address(marketplace));
        expectWithdrawRevert(consentTo(1 ether, address(marketplace)), reason);
    }

    function testFuzz_rule15_Withdraw_PaysTheRecipientAtOnce(uint256 held, uint256 amount) public {
        held = bound(held, 1, type(uint128).max);
        amount = bound(amount, 1, held);
        deposit(alice, held);
        deposit(bob, 5 ether);
        Withdrawal memory consent = consentTo(amount, carol);
        bytes memory signed = signWithdrawal(settlerKey, alice, consent);
        bytes32 settlerHash = keccak256(abi.encodePacked(settler));
        assertFalse(marketplace.isNonceUsed(settlerHash, consent.nonce));

        vm.expectEmit(address(marketplace));
        emit IVault.Withdrawn(alice, carol, amount, settlerHash, consent.nonce);
        vm.prank(alice);
        marketplace.withdraw(consent, signed);
        assertEq(currency.balanceOf(carol), amount);
        assertVault(alice, held - amount, 0, 0);
        assertVault(bob, 5 ether, 0, 0);
        assertEq(marketplace.totalOwed(), held - amount + 5 ether);
        assertEq(surplus(), 0);
        assertTrue(marketplace.isNonceUsed(settlerHash, consent.nonce));
    }

    function test_rule15_Withdraw_LeavesARunningExitAlone() public {
        deposit(alice, 10 ether);
        vm.prank(alice);
        marketplace.requestExit(4 ether);
        withdraw(consentTo(6 ether, alice));
        assertVault(alice, 0, 4 ether, 0);
        VaultAccount memory funds = marketplace.vaultOf(alice);
        assertEq(funds.exitableAt, NOW + EXIT_DELAY);
    }
}
