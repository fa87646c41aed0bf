// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20Capped} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Capped.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {TestBase} from "../test-support/TestBase.sol";
import {Credits} from "./Credits.sol";

contract CreditsTest is TestBase {
    bytes32 private constant PERMIT_TYPEHASH = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );
    uint256 private constant CAP = 1_000_000 ether;

    Credits private credits;
    address private admin;
    address private alice;
    uint256 private aliceKey;
    address private bob;

    function deployCredits(uint256 cap) private returns (Credits) {
        return Credits(deploy("contracts/credits/Credits.sol:Credits", abi.encode(admin, cap)));
    }

    function setUp() public {
        admin = makeAddr("admin");
        (alice, aliceKey) = makeAddrAndKey("alice");
        bob = makeAddr("bob");
        credits = deployCredits(CAP);
    }

    function test_Deployed() public view {
        assertEq(credits.name(), "Plaza Credits");
        assertEq(credits.symbol(), "CRED");
        assertEq(credits.decimals(), 18);
        assertEq(credits.cap(), CAP);
        assertEq(credits.totalSupply(), 0);
        assertTrue(credits.hasRole(credits.DEFAULT_ADMIN_ROLE(), admin));
        assertTrue(credits.hasRole(credits.MINTER_ROLE(), admin));
        assertFalse(credits.hasRole(credits.MINTER_ROLE(), address(this)));
    }

    function test_Deploy_RevertWhen_CapIsZero() public {
        vm.expectRevert(abi.encodeWithSelector(ERC20Capped.ERC20InvalidCap.selector, 0));
        deployCredits(0);
    }

    function test_Deploy_RevertWhen_CapExceeds96Bits() public {
        uint256 maximum = credits.MAX_CAP();
        assertEq(maximum, 2 ** 96 - 1);
        assertEq(deployCredits(maximum).cap(), maximum);
        vm.expectRevert(abi.encodeWithSelector(ERC20Capped.ERC20InvalidCap.selector, maximum + 1));
        deployCredits(maximum + 1);
    }

    function testFuzz_Mint(address to, uint256 amount) public {
        vm.assume(to != address(0));
        amount = bound(amount, 0, CAP);
        vm.expectEmit(address(credits));
        emit IERC20.Transfer(address(0), to, amount);
        vm.prank(admin);
        credits.mint(to, amount);
        assertEq(credits.balanceOf(to), amount);
        assertEq(credits.totalSupply(), amount);
    }

    function testFuzz_Mint_RevertWhen_CapExceeded(uint256 first, uint256 second) public {
        first = bound(first, 0, CAP);
        second = bound(second, CAP - first + 1, type(uint256).max - first);
        vm.startPrank(admin);
        credits.mint(alice, first);
        vm.expectRevert(abi.encodeWithSelector(ERC20Capped.ERC20ExceededCap.selector, first + second, CAP));
        credits.mint(alice, second);
        credits.mint(alice, CAP - first);
        assertEq(credits.totalSupply(), CAP);
    }

    function testFuzz_Mint_RevertWhen_NotMinter(address caller) public {
        vm.assume(caller != admin);
        bytes32 role = credits.MINTER_ROLE();
        vm.expectRevert(abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, caller, role));
        vm.prank(caller);
        credits.mint(caller, 1);
    }

    function test_Mint_RevertWhen_ToZero() public {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(0)));
        vm.prank(admin);
        credits.mint(address(0), 1);
    }

    function test_MinterIsGrantedAndRevoked() public {
        bytes32 role = credits.MINTER_ROLE();
        vm.prank(admin);
        credits.grantRole(role, bob);
        vm.prank(bob);
        credits.mint(alice, 5);
        assertEq(credits.balanceOf(alice), 5);

        vm.prank(admin);
        credits.revokeRole(role, bob);
        vm.expectRevert(abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, bob, role));
        vm.prank(bob);
        credits.mint(alice, 5);
    }

    function testFuzz_Permit(uint256 amount, uint256 deadline) public {
        deadline = bound(deadline, block.timestamp, type(uint256).max);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(aliceKey, _permitDigest(amount, deadline));
        credits.permit(alice, bob, amount, deadline, v, r, s);
        assertEq(credits.allowance(alice, bob), amount);
        assertEq(credits.nonces(alice), 1);

        // The nonce is used: the digest is another one now, and the signature recovers to a stranger.
        vm.expectPartialRevert(ERC20Permit.ERC2612InvalidSigner.selector);
        credits.permit(alice, bob, amount, deadline, v, r, s);
    }

    function test_Permit_RevertWhen_Expired() public {
        vm.warp(1_000);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(aliceKey, _permitDigest(1, 999));
        vm.expectRevert(abi.encodeWithSelector(ERC20Permit.ERC2612ExpiredSignature.selector, 999));
        credits.permit(alice, bob, 1, 999, v, r, s);
    }

    function test_Permit_RevertWhen_SignedByAnother() public {
        (address mallory, uint256 malloryKey) = makeAddrAndKey("mallory");
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(malloryKey, _permitDigest(1, 1_000));
        vm.expectRevert(abi.encodeWithSelector(ERC20Permit.ERC2612InvalidSigner.selector, mallory, alice));
        credits.permit(alice, bob, 1, 1_000, v, r, s);
    }

    function _permitDigest(uint256 amount, uint256 deadline) private view returns (bytes32) {
        bytes32 structHash = keccak256(
            abi.encode(PERMIT_TYPEHASH, alice, bob, amount, credits.nonces(alice), deadline)
        );
        return keccak256(abi.encodePacked(hex"1901", credits.DOMAIN_SEPARATOR(), structHash));
    }
}
