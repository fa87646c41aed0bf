// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TestBase} from "../test-support/TestBase.sol";
import {Edwards25519} from "./Edwards25519.sol";

contract Edwards25519Test is TestBase {
    uint256 internal constant P = Edwards25519.P;
    /// @dev The base point.
    uint256 internal constant BX = 0x216936d3cd6e53fec0a4e231fdd6dc5c692cc7609525a7b2c9562d608f25d51a;
    uint256 internal constant BY = 0x6666666666666666666666666666666666666666666666666666666666666658;
    /// @dev A point of order 4, (I, 0), and one of order 8.
    uint256 internal constant I = 0x2b8324804fc1df0b2b4d00993dfbd7a72f431806ad2fe478c4ee1b274a0ea0b0;
    uint256 internal constant TX = 0x1fd5b9a006394a28e933993238de4abb5c193c7013e5e238dea14646c545d14a;
    uint256 internal constant TY = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7;

    function test_P_IsTheFields() public pure {
        assertEq(P, 2 ** 255 - 19);
    }

    function test_IsSmallOrder_TheEightAndNoOther() public pure {
        assertTrue(Edwards25519.isSmallOrder(1));
        assertTrue(Edwards25519.isSmallOrder(P - 1));
        assertTrue(Edwards25519.isSmallOrder(0));
        assertTrue(Edwards25519.isSmallOrder(TY));
        assertTrue(Edwards25519.isSmallOrder(P - TY));
        assertFalse(Edwards25519.isSmallOrder(BY));
        assertFalse(Edwards25519.isSmallOrder(2));
    }

    function test_RecoverX_TheXOfEitherParity() public view {
        recovers(BY, BX & 1, true, BX);
        recovers(BY, 1 - (BX & 1), true, P - BX);
        recovers(TY, TX & 1, true, TX);
        // A root that takes the root of -1.
        recovers(0, I & 1, true, I);
        recovers(0, 1 - (I & 1), true, P - I);
    }

    function test_RecoverX_ZeroIsNotOdd() public view {
        recovers(1, 0, true, 0);
        recovers(P - 1, 0, true, 0);
        recovers(1, 1, false, 0);
        recovers(P - 1, 1, false, 0);
    }

    function test_RecoverX_NotWhereThereIsNone() public view {
        recovers(2, 0, false, 0);
        recovers(7, 1, false, 0);
        recovers(8, 0, false, 0);
        // The y of a point, and not reduced.
        recovers(P, 0, false, 0);
        recovers(P + 1, 0, false, 0);
    }

    function testFuzz_RecoverX_IsOnTheCurve(uint256 y) public view {
        y = bound(y, 2, P - 2);
        (bool valid, uint256 x) = Edwards25519.recoverX(y, 1);
        if (!valid) return recovers(y, 0, false, 0);
        assertTrue(isOnCurve(x, y));
        assertEq(x & 1, 1);
        recovers(y, 0, true, P - x);
    }

    function test_RecoverX_RevertWhen_ThePrecompileFails() public {
        vm.mockCallRevert(address(5), "", "");
        vm.expectRevert(Edwards25519.ModExpFailed.selector);
        this.recoverX(BY);
    }

    function recoverX(uint256 y) external view returns (bool valid, uint256 x) {
        return Edwards25519.recoverX(y, 0);
    }

    function recovers(uint256 y, uint256 parity, bool valid, uint256 x) internal view {
        (bool actual, uint256 found) = Edwards25519.recoverX(y, parity);
        assertEq(actual, valid);
        assertEq(found, x);
    }

    /// @dev -x^2 + y^2 = 1 + d x^2 y^2.
    function isOnCurve(uint256 x, uint256 y) internal pure returns (bool) {
        uint256 d = 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3;
        (uint256 xx, uint256 yy) = (mulmod(x, x, P), mulmod(y, y, P));
        return addmod(yy, P - xx, P) == addmod(1, mulmod(d, mulmod(xx, yy, P), P), P);
    }
}
