// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ERC721Holder} from "@openzeppelin/contracts/token/ERC721/utils/ERC721Holder.sol";
import {TestBase} from "../test-support/TestBase.sol";
import {BlacklistERC20} from "./BlacklistERC20.sol";
import {BurningERC721} from "./BurningERC721.sol";
import {FeeOnTransferERC20} from "./FeeOnTransferERC20.sol";
import {GasBurningReceiver} from "./GasBurningReceiver.sol";
import {LyingERC721} from "./LyingERC721.sol";
import {NoInterfaceToken} from "./NoInterfaceToken.sol";
import {NoReturnERC20} from "./NoReturnERC20.sol";
import {PlainERC1155} from "./PlainERC1155.sol";
import {ReentrantERC20} from "./ReentrantERC20.sol";
import {ReentrantERC721} from "./ReentrantERC721.sol";
import {ReentrantReceiver} from "./ReentrantReceiver.sol";
import {RefusingReceiver} from "./RefusingReceiver.sol";
import {ReturnBombReceiver} from "./ReturnBombReceiver.sol";
import {RevertingERC721} from "./RevertingERC721.sol";

/// @notice The mocks do what they say: a test that trades with a tame one would prove nothing.
contract MocksTest is TestBase, ERC721Holder {
    address private alice;
    address private bob;

    function setUp() public {
        alice = makeAddr("alice");
        bob = makeAddr("bob");
    }

    function test_NoInterfaceToken() public {
        NoInterfaceToken token = new NoInterfaceToken();
        token.mint(alice, 1);
        (bool answered, ) = address(token).staticcall(abi.encodeWithSignature("supportsInterface(bytes4)", 0x80ac58cd));
        assertFalse(answered);
        token.safeTransferFrom(alice, address(this), 1, "");
        assertEq(token.ownerOf(1), address(this));
    }

    function test_RevertingERC721() public {
        RevertingERC721 token = new RevertingERC721();
        token.mint(address(this), 1);
        token.setFrozen(true);
        vm.expectRevert(RevertingERC721.TransfersFrozen.selector);
        token.transferFrom(address(this), bob, 1);
        vm.expectRevert(RevertingERC721.TransfersFrozen.selector);
        token.safeTransferFrom(address(this), bob, 1);
        token.setFrozen(false);
        token.transferFrom(address(this), bob, 1);
        assertEq(token.ownerOf(1), bob);
    }

    function test_BurningERC721() public {
        BurningERC721 token = new BurningERC721();
        token.mint(address(this), 1);
        token.setBurning(true);
        token.transferFrom(address(this), bob, 1);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 1));
        token.ownerOf(1);
    }

    function test_LyingERC721() public {
        LyingERC721 token = new LyingERC721();
        token.mint(address(this), 1);
        token.lie(alice);
        token.transferFrom(address(this), bob, 1);
        assertEq(token.ownerOf(1), alice);
        assertEq(token.balanceOf(address(this)), 1);
        token.lie(address(0));
        token.transferFrom(address(this), bob, 1);
        assertEq(token.ownerOf(1), address(this));
    }

    function test_ReentrantERC721() public {
        ReentrantERC721 token = new ReentrantERC721();
        token.mint(address(this), 1);
        token.setCall(address(token), abi.encodeCall(token.mint, (alice, 2)));
        token.transferFrom(address(this), bob, 1);
        assertTrue(token.succeeded());
        assertEq(token.ownerOf(2), alice);

        // The configured call is made once.
        token.mint(address(this), 3);
        token.transferFrom(address(this), bob, 3);
        assertEq(token.balanceOf(alice), 1);
    }

    function test_ReentrantERC20() public {
        ReentrantERC20 token = new ReentrantERC20();
        token.mint(address(this), 10);
        token.setCall(address(token), abi.encodeCall(token.approve, (alice, 7)));
        token.transfer(bob, 10);
        assertTrue(token.succeeded());
        assertEq(token.allowance(address(token), alice), 7);
    }

    function test_Receivers() public {
        PlainERC1155 token = new PlainERC1155();
        ReentrantReceiver reentrant = new ReentrantReceiver();
        reentrant.setCall(address(this), abi.encodeCall(this.refuse, ()));
        token.mint(address(reentrant), 1, 5);
        assertEq(token.balanceOf(address(reentrant), 1), 5);
        assertTrue(reentrant.called());
        assertFalse(reentrant.succeeded());
        assertEq(reentrant.returned(), abi.encodeWithSelector(RefusingReceiver.Refused.selector));

        RefusingReceiver refusing = new RefusingReceiver();
        vm.expectRevert(RefusingReceiver.Refused.selector);
        token.mint(address(refusing), 1, 5);
        refusing.setAccepting(true);
        token.mint(address(refusing), 1, 5);
        assertEq(token.balanceOf(address(refusing), 1), 5);
    }

    function test_GasBurningReceiver() public {
        PlainERC1155 token = new PlainERC1155();
        address receiver = address(new GasBurningReceiver());
        // Tests run isolated: a test's own calls are transactions, whose gas `gasleft` does not show.
        assertGt(this.gasOfRefusedMint(token, receiver), 900_000);
    }

    function test_ReturnBombReceiver() public {
        PlainERC1155 token = new PlainERC1155();
        address receiver = address(new ReturnBombReceiver());
        try token.mint(receiver, 1, 5) {
            assertTrue(false, "accepted");
        } catch (bytes memory reason) {
            assertEq(reason.length, 100_000);
        }
    }

    function test_FeeOnTransferERC20() public {
        FeeOnTransferERC20 token = new FeeOnTransferERC20();
        token.mint(address(this), 1_000);
        token.transfer(bob, 1_000);
        assertEq(token.balanceOf(bob), 990);
        assertEq(token.totalSupply(), 990);
    }

    function test_NoReturnERC20() public {
        NoReturnERC20 token = new NoReturnERC20();
        token.mint(alice, 10);
        vm.prank(alice);
        token.approve(address(this), 10);
        (bool success, bytes memory returned) = address(token).call(
            abi.encodeCall(token.transferFrom, (alice, bob, 10))
        );
        assertTrue(success);
        assertEq(returned.length, 0);
        assertEq(token.balanceOf(bob), 10);
    }

    function test_BlacklistERC20() public {
        BlacklistERC20 token = new BlacklistERC20();
        token.mint(address(this), 10);
        token.setListed(bob, true);
        vm.expectRevert(abi.encodeWithSelector(BlacklistERC20.Blacklisted.selector, bob));
        token.transfer(bob, 1);
        token.setListed(bob, false);
        token.transfer(bob, 1);
        token.setListed(address(this), true);
        vm.expectRevert(abi.encodeWithSelector(BlacklistERC20.Blacklisted.selector, address(this)));
        token.transfer(bob, 1);
    }

    function gasOfRefusedMint(PlainERC1155 token, address receiver) external returns (uint256 used) {
        uint256 gasBefore = gasleft();
        try token.mint{gas: 1_000_000}(receiver, 1, 5) {
            assertTrue(false, "accepted");
        } catch {
            used = gasBefore - gasleft();
        }
    }

    function refuse() external pure {
        revert RefusingReceiver.Refused();
    }
}
