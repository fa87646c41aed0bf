// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SignerSignature} from "../libraries/SignerSignature.sol";

/// @title SignerSignatureHarness
/// @notice The library behind a contract, for tests that hold it against the SDK.
contract SignerSignatureHarness {
    function signerOf(bytes32 digest, bytes calldata signature) external view returns (bytes32, address) {
        return SignerSignature.signerOf(digest, signature);
    }
}
