// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IOrders, OrdersConfig} from "../interfaces/IOrders.sol";
import {Admin} from "../marketplace/Admin.sol";
import {Fees} from "../marketplace/Fees.sol";
import {Ledger} from "../marketplace/Ledger.sol";
import {Offers} from "./Offers.sol";
import {SignedListings} from "./SignedListings.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// @title Orders
/// @notice Signed listings and offers behind one address: nobody's item and nobody's money waits here.
contract Orders is SignedListings, Offers, IOrders {
    constructor(
        OrdersConfig memory config
    )
        Admin(config.admin, config.adminDelay)
        Ledger(config.currency)
        Fees(config.treasury, config.feeBps)
        EIP712("Plaza Orders", "1")
    {
        if (address(config.currency).code.length == 0) revert InvalidConfig();
    }

    /// @inheritdoc IOrders
    function pause() external onlyRole(PAUSER_ROLE) {
        _pause();
    }

    /// @inheritdoc IOrders
    function unpause() external onlyRole(PAUSER_ROLE) {
        _unpause();
    }

    /// @inheritdoc IOrders
    function currency() external view returns (IERC20) {
        return _currency;
    }

    /// @inheritdoc IOrders
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }
}
