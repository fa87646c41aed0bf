// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Listing} from "../interfaces/IListings.sol";
import {ListingSlot} from "../libraries/ListingSlot.sol";
import {OrderHash} from "../libraries/OrderHash.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// @title ListingBook
/// @notice How each listing stands.
/// @dev A listing is a digest of its terms and one slot of state; the terms themselves travel in calldata and events.
abstract contract ListingBook is EIP712 {
    mapping(bytes32 id => ListingSlot) internal _listings;

    /// @dev The id of a listing with these terms, whether or not it exists.
    function _listingId(Listing calldata terms) internal view returns (bytes32) {
        return _hashTypedDataV4(OrderHash.hashCalldata(terms));
    }
}
