// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IGameResources, ResourceMint} from "../interfaces/IGameResources.sol";
import {ItemType, Traits} from "../interfaces/IKinds.sol";
import {KindMetadata} from "../libraries/KindMetadata.sol";
import {Kinds} from "./Kinds.sol";
import {Royalties} from "./Royalties.sol";

/// @title GameResources
/// @notice Stacks of interchangeable goods.
contract GameResources is IGameResources, ERC1155, Kinds, Royalties {
    using SafeCast for uint256;

    /// @notice Display name of the collection.
    string public constant name = "Plaza Resources";

    /// @notice Short name of the collection.
    string public constant symbol = "RES";

    mapping(uint32 kind => Traits) private _traits;

    /// @param admin First admin and first minter.
    /// @param royaltyReceiver Who is paid royalties.
    /// @param royaltyBps Royalty in basis points; zero for none.
    constructor(
        address admin,
        address royaltyReceiver,
        uint96 royaltyBps
    ) ERC1155("") Kinds(admin) Royalties(royaltyReceiver, royaltyBps) {}

    /// @inheritdoc IGameResources
    function defineResources(Traits[] calldata traits) external onlyRole(MINTER_ROLE) {
        for (uint256 i = 0; i < traits.length; ++i) {
            Traits memory resource = traits[i];
            _checkTraits(resource);
            if (_isDefined(resource.kind)) revert KindExists(resource.kind);
            _traits[resource.kind] = resource;
            emit ResourceDefined(resource.kind, resource);
        }
    }

    /// @inheritdoc IGameResources
    function mintBatch(address to, ResourceMint[] calldata mints) external onlyRole(MINTER_ROLE) {
        uint256[] memory ids = new uint256[](mints.length);
        uint256[] memory quantities = new uint256[](mints.length);
        for (uint256 i = 0; i < mints.length; ++i) {
            uint32 kind = mints[i].tokenId.toUint32();
            if (!_isDefined(kind)) revert UnknownKind(kind);
            ids[i] = kind;
            quantities[i] = mints[i].quantity;
        }
        _mintBatch(to, ids, quantities, "");
    }

    /// @inheritdoc IGameResources
    function traitsOf(uint256 tokenId) public view returns (Traits memory traits) {
        uint32 kind = tokenId.toUint32();
        traits = _traits[kind];
        if (traits.itemType == ItemType.None) revert UnknownKind(kind);
    }

    /// @notice Name, picture and attributes of a resource as a `data:` URI.
    /// @param tokenId Token within its contract.
    /// @return A `data:` URI of JSON.
    function uri(uint256 tokenId) public view override returns (string memory) {
        Traits memory traits = traitsOf(tokenId);
        (string memory kindName, string memory icon) = kindOf(traits.kind);
        return KindMetadata.uri(traits, kindName, icon, "");
    }

    /// @notice ERC-165.
    /// @param interfaceId ERC-165 identifier.
    /// @return Whether it is supported.
    function supportsInterface(
        bytes4 interfaceId
    ) public view override(ERC1155, AccessControl, Royalties) returns (bool) {
        return super.supportsInterface(interfaceId);
    }

    function _isDefined(uint32 kind) private view returns (bool) {
        return _traits[kind].itemType != ItemType.None;
    }
}
