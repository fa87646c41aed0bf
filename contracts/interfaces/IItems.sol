// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Token standard of an escrowed item.
enum TokenStandard {
    ERC721,
    ERC1155
}

/// @notice What an item transferred to the Marketplace is for: the first word of the transfer's data.
enum TransferKind {
    None,
    Listing,
    Auction
}

/// @title IItems
/// @notice How items enter and leave escrow.
/// @dev ERC-721 leaves by `transferFrom`, which no receiver can refuse. An ERC-1155 receiver can: then the sale stands
/// and the owner keeps a claim, which he redeems to any recipient (MECHANISM.md 31 to 33).
interface IItems {
    /// @notice An item could not be delivered: an ERC-1155 receiver refused the units, which the owner can claim; or an ERC-721 item
    /// does not move, which nobody has a claim on.
    event DeliveryRefused(
        bytes32 indexed id,
        address indexed owner,
        address indexed token,
        uint256 tokenId,
        uint256 quantity
    );

    /// @notice Refused units were delivered at last.
    event ItemClaimed(bytes32 indexed id, address indexed owner, address recipient, uint256 quantity);

    /// @notice The contract does not say by ERC-165 that it is the ERC-721 or ERC-1155 contract it is used as; or a token's hook is
    /// called by an account without code.
    error UnsupportedToken(address token);

    /// @notice The data of a transfer is not the ABI encoding of what its first word announces.
    /// @param length Length of the data in bytes.
    error InvalidTransferData(uint256 length);

    /// @notice The first word of the data names nothing that the Marketplace does with an item.
    error UnknownTransferKind(uint256 kind);

    /// @notice ERC-1155 batches cannot be escrowed; send one token a transfer.
    error BatchNotSupported();

    /// @notice An ERC-721 item has exactly one unit.
    error NotASingleItem(uint256 quantity);

    /// @notice The item of this trade could not be moved; nothing changed.
    error TradeFailed(bytes32 id);

    /// @notice This account has nothing to claim from this trade.
    error NothingToClaim(bytes32 id, address owner);

    /// @notice Delivers units that the caller's wallet refused before.
    /// @dev Requirements: the caller has a claim; the recipient is neither zero nor the Marketplace and takes the units.
    /// @param id Listing or auction that sold them.
    /// @param recipient Who receives them now.
    function claimItem(bytes32 id, address recipient) external;

    /// @notice Units that `owner` can claim from a trade.
    /// @param id Trade that the items come from.
    /// @param owner Who may claim them.
    /// @return token ERC-721 or ERC-1155 contract.
    /// @return tokenId Token within that contract.
    /// @return quantity Units that can be claimed.
    function claimOf(
        bytes32 id,
        address owner
    ) external view returns (address token, uint256 tokenId, uint256 quantity);
}
