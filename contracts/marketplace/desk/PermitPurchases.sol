// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Listing, Permit} from "../../interfaces/IListings.sol";
import {BoundedCall} from "../../libraries/BoundedCall.sol";
import {Purchases} from "../Purchases.sol";
import {OnlyDelegated} from "./OnlyDelegated.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";

/// @title PermitPurchases
/// @notice Purchases whose allowance the buyer signed. The Marketplace has checked that it is not paused before it delegates.
abstract contract PermitPurchases is OnlyDelegated, Purchases {
    /// @dev See {IListings-buyWithPermit}.
    function buyWithPermit(
        Listing calldata terms,
        uint256 quantity,
        uint256 maxTotal,
        address recipient,
        Permit calldata permit
    ) external onlyDelegated nonReentrant returns (uint256 total) {
        // Its failure is no matter: where the allowance does not suffice, the payment fails.
        BoundedCall.tryCall(
            address(_currency),
            abi.encodeCall(
                IERC20Permit.permit,
                (msg.sender, address(this), permit.value, permit.deadline, permit.v, permit.r, permit.s)
            )
        );
        return _buy(terms, quantity, maxTotal, recipient);
    }
}
