// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {IKinds, ItemType, KindInput, Traits} from "../interfaces/IKinds.sol";
import {CodeStorage} from "../libraries/CodeStorage.sol";
import {KindText} from "../libraries/KindText.sol";

/// @title Kinds
/// @notice The catalogue. Name and icon of a kind lie in one code blob, for which one slot holds the pointer.
abstract contract Kinds is IKinds, AccessControl {
    /// @notice The role that may register kinds and mint.
    bytes32 public constant MINTER_ROLE = keccak256("MINTER_ROLE");

    /// @notice Where the words of a kind lie.
    /// @param pointer Contract whose code is the name and the icon.
    /// @param nameLength Bytes of the name, which comes first.
    struct KindRecord {
        address pointer;
        uint8 nameLength;
    }

    mapping(uint32 kind => KindRecord) private _kinds;

    constructor(address admin) {
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(MINTER_ROLE, admin);
    }

    /// @inheritdoc IKinds
    function registerKinds(KindInput[] calldata kinds) external onlyRole(MINTER_ROLE) {
        for (uint256 i = 0; i < kinds.length; ++i) {
            _register(kinds[i].kind, bytes(kinds[i].name), bytes(kinds[i].icon));
        }
    }

    /// @inheritdoc IKinds
    function kindOf(uint32 kind) public view returns (string memory name, string memory icon) {
        KindRecord memory entry = _kinds[kind];
        if (entry.pointer == address(0)) revert UnknownKind(kind);
        name = string(CodeStorage.read(entry.pointer, 0, entry.nameLength));
        icon = string(CodeStorage.read(entry.pointer, entry.nameLength, CodeStorage.size(entry.pointer)));
    }

    /// @dev Reverts unless the traits are those of an item: of a registered kind and with a type. The ABI decoder has
    /// refused values outside the enums before.
    function _checkTraits(Traits memory traits) internal view {
        if (_kinds[traits.kind].pointer == address(0)) revert UnknownKind(traits.kind);
        if (traits.itemType == ItemType.None) revert InvalidTraits(traits.kind);
    }

    function _register(uint32 kind, bytes memory name, bytes memory icon) private {
        if (_kinds[kind].pointer != address(0)) revert KindExists(kind);
        if (kind == 0 || !KindText.isName(name) || !KindText.isIcon(icon)) revert InvalidKind(kind);
        _kinds[kind] = KindRecord(CodeStorage.write(bytes.concat(name, icon)), uint8(name.length));
        emit KindRegistered(kind, string(name), string(icon));
    }
}
