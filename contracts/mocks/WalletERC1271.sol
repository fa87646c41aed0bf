// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";

/// @notice How a wallet answers whether it signed.
enum WalletMood {
    Yes,
    No,
    Reverts,
    BurnsGas,
    ReturnsTooMuch,
    ReturnsTooLittle,
    SaysYesWithDirt
}

/// @notice A wallet of code that answers as it is told, and changes its mind as often as it is told.
contract WalletERC1271 is IERC1271, ERC1155Holder {
    WalletMood public mood;

    error NotSaying();

    function setMood(WalletMood newMood) external {
        mood = newMood;
    }

    function approve(IERC20 currency, address spender) external {
        currency.approve(spender, type(uint256).max);
    }

    function approveItems(IERC721 token, address operator) external {
        token.setApprovalForAll(operator, true);
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        if (mood == WalletMood.Yes) return IERC1271.isValidSignature.selector;
        if (mood == WalletMood.Reverts) revert NotSaying();
        if (mood == WalletMood.BurnsGas) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        bytes32 yes = bytes32(IERC1271.isValidSignature.selector);
        if (mood == WalletMood.ReturnsTooMuch) {
            // The right word first, and 100 kB behind it.
            assembly {
                mstore(0, yes)
                return(0, 100000)
            }
        }
        if (mood == WalletMood.ReturnsTooLittle) {
            assembly {
                mstore(0, yes)
                return(0, 4)
            }
        }
        if (mood == WalletMood.SaysYesWithDirt) {
            assembly {
                mstore(0, or(yes, 1))
                return(0, 32)
            }
        }
        return 0xffffffff;
    }
}
