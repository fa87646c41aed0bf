// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What an item is for. `None` is never minted.
enum ItemType {
    None,
    Weapon,
    Armor,
    Mount,
    Gear,
    Tool,
    Cosmetic,
    Collectible,
    Land
}

/// @notice How rare an item is, from common to legendary.
enum Rarity {
    Common,
    Uncommon,
    Rare,
    Epic,
    Legendary
}

/// @notice Which class of character an item suits.
enum CharacterClass {
    Any,
    Warrior,
    Ranger,
    Rogue,
    Mage,
    Cleric
}

/// @notice Where a land lies. `None` for everything else.
enum Biome {
    None,
    Plains,
    Forest,
    Mountain,
    Desert,
    Swamp,
    Tundra,
    Ocean
}

/// @notice An item's typed traits: one storage slot.
/// @param kind Catalogue entry that gives name and picture; from 1.
/// @param power Damage dealt; 0 to 65,535 as the other stats.
/// @param defense Damage withstood.
/// @param speed Swiftness.
/// @param luck Fortune.
/// @param itemType What it is: see `ItemType`.
/// @param rarity How rare: see `Rarity`.
/// @param class For whom: see the labels of `KindLabels`.
/// @param biome Where, for land.
struct Traits {
    uint32 kind;
    ItemType itemType;
    Rarity rarity;
    CharacterClass class;
    Biome biome;
    uint16 power;
    uint16 defense;
    uint16 speed;
    uint16 luck;
}

/// @notice A catalogue entry as it is registered.
/// @param kind Number of the kind; from 1.
/// @param name Display name, 1 to 64 bytes.
/// @param icon SVG path data on a 512 x 512 view box (only the characters of SVG path data), at most 16 kB.
struct KindInput {
    uint32 kind;
    string name;
    string icon;
}

/// @title IKinds
/// @notice The catalogue behind the items: each kind has a name and a picture, kept on chain and written once.
interface IKinds {
    /// @notice A kind entered the catalogue.
    event KindRegistered(uint32 indexed kind, string name, string icon);

    /// @notice The kind is in the catalogue already.
    error KindExists(uint32 kind);

    /// @notice The kind is not in the catalogue.
    error UnknownKind(uint32 kind);

    /// @notice The kind's number, name or icon is out of bounds or has characters that do not belong there.
    error InvalidKind(uint32 kind);

    /// @notice The item type `None`, or a rarity that does not exist.
    error InvalidTraits(uint32 kind);

    /// @notice Registers kinds. Only the minter.
    /// @param kinds Names and icons by their numbers.
    function registerKinds(KindInput[] calldata kinds) external;

    /// @notice Name and icon of a kind.
    /// @param kind Number in the catalogue.
    /// @return name What it is called.
    /// @return icon Path data of its picture.
    function kindOf(uint32 kind) external view returns (string memory name, string memory icon);
}
