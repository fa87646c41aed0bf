// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Biome, CharacterClass, ItemType, Rarity} from "../interfaces/IKinds.sol";

/// @title KindLabels
/// @notice English words for the values of traits.
library KindLabels {
    function label(ItemType itemType) internal pure returns (string memory) {
        return ["None", "Weapon", "Armor", "Mount", "Gear", "Tool", "Cosmetic", "Collectible", "Land"][uint8(itemType)];
    }

    function label(Rarity rarity) internal pure returns (string memory) {
        return ["Common", "Uncommon", "Rare", "Epic", "Legendary"][uint8(rarity)];
    }

    function label(CharacterClass class) internal pure returns (string memory) {
        return ["Any", "Warrior", "Ranger", "Rogue", "Mage", "Cleric"][uint8(class)];
    }

    function label(Biome biome) internal pure returns (string memory) {
        return ["None", "Plains", "Forest", "Mountain", "Desert", "Swamp", "Tundra", "Ocean"][uint8(biome)];
    }
}
