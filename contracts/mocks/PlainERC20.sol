// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice OpenZeppelin's ERC-20 as it is; anyone mints.
contract PlainERC20 is ERC20("Plain", "P20") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}
