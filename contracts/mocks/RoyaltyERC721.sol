// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {PlainERC721} from "./PlainERC721.sol";

/// @notice How a collection answers who is due a royalty.
enum RoyaltyMood {
    Answers,
    Reverts,
    BurnsGas,
    ReturnsTooMuch,
    ReturnsTooLittle,
    NamesNoAddress
}

/// @notice An ERC-721 that asks for whatever royalty it is told, in whatever way.
contract RoyaltyERC721 is PlainERC721 {
    RoyaltyMood public mood;
    address public receiver;
    uint256 public amount;

    error NotSaying();

    function ask(address newReceiver, uint256 newAmount) external {
        (receiver, amount) = (newReceiver, newAmount);
    }

    function setMood(RoyaltyMood newMood) external {
        mood = newMood;
    }

    function royaltyInfo(uint256, uint256) external view returns (address, uint256) {
        if (mood == RoyaltyMood.Reverts) revert NotSaying();
        if (mood == RoyaltyMood.BurnsGas) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        (uint256 first, uint256 second) = (uint160(receiver), amount);
        uint256 size = 64;
        if (mood == RoyaltyMood.ReturnsTooMuch) size = 100_000;
        if (mood == RoyaltyMood.ReturnsTooLittle) size = 63;
        if (mood == RoyaltyMood.NamesNoAddress) first |= 1 << 160;
        assembly {
            mstore(0, first)
            mstore(32, second)
            return(0, size)
        }
    }

    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return interfaceId == type(IERC2981).interfaceId || super.supportsInterface(interfaceId);
    }
}
