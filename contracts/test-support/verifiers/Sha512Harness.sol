// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Sha512} from "../../libraries/Sha512.sol";

/// @title Sha512Harness
/// @notice The library behind a contract, for tests that hold it against another implementation.
contract Sha512Harness {
    function hash(bytes calldata message) external pure returns (bytes memory) {
        (bytes32 first, bytes32 last) = Sha512.hash(message);
        return abi.encodePacked(first, last);
    }
}
