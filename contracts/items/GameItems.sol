// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {IERC4906} from "@openzeppelin/contracts/interfaces/IERC4906.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {IGameItems} from "../interfaces/IGameItems.sol";
import {Traits} from "../interfaces/IKinds.sol";
import {KindMetadata} from "../libraries/KindMetadata.sol";
import {Kinds} from "./Kinds.sol";
import {Royalties} from "./Royalties.sol";

/// @title GameItems
/// @notice Unique game items.
contract GameItems is IGameItems, IERC4906, ERC721, Kinds, Royalties {
    /// @inheritdoc IGameItems
    uint256 public totalMinted;

    /// @inheritdoc IGameItems
    mapping(address seller => bool) public isStudioSeller;

    mapping(uint256 tokenId => Traits) private _traits;

    /// @param admin First admin and first minter.
    /// @param royaltyReceiver Who is paid royalties.
    /// @param royaltyBps Royalty in basis points; zero for none.
    constructor(
        address admin,
        address royaltyReceiver,
        uint96 royaltyBps
    ) ERC721("Plaza Items", "ITEM") Kinds(admin) Royalties(royaltyReceiver, royaltyBps) {}

    /// @inheritdoc IGameItems
    function mintBatch(
        address to,
        Traits[] calldata traits
    ) external onlyRole(MINTER_ROLE) returns (uint256 firstTokenId) {
        firstTokenId = totalMinted + 1;
        totalMinted += traits.length;
        for (uint256 i = 0; i < traits.length; ++i) {
            Traits memory item = traits[i];
            _checkTraits(item);
            _traits[firstTokenId + i] = item;
            // Not `_safeMint`: a receiver's hook could stop the whole batch.
            _mint(to, firstTokenId + i);
            emit ItemMinted(firstTokenId + i, to, item.kind, item);
        }
    }

    /// @inheritdoc IGameItems
    function setStudioSeller(address seller, bool isStudio) external onlyRole(DEFAULT_ADMIN_ROLE) {
        isStudioSeller[seller] = isStudio;
        emit StudioSellerSet(seller, isStudio);
    }

    /// @inheritdoc IGameItems
    function traitsOf(uint256 tokenId) public view returns (Traits memory) {
        _requireOwned(tokenId);
        return _traits[tokenId];
    }

    /// @notice Name, picture and attributes of an item as a `data:` URI.
    /// @param tokenId Token within its contract.
    /// @return A `data:` URI of JSON.
    function tokenURI(uint256 tokenId) public view override returns (string memory) {
        Traits memory traits = traitsOf(tokenId);
        (string memory kindName, string memory icon) = kindOf(traits.kind);
        return KindMetadata.uri(traits, kindName, icon, string.concat("#", Strings.toString(tokenId)));
    }

    /// @notice ERC-165.
    /// @param interfaceId ERC-165 identifier.
    /// @return Whether it is supported.
    function supportsInterface(
        bytes4 interfaceId
    ) public view override(IERC165, ERC721, AccessControl, Royalties) returns (bool) {
        // ERC-4906 has events only, so its id is not computed from functions.
        return interfaceId == bytes4(0x49064906) || super.supportsInterface(interfaceId);
    }
}
