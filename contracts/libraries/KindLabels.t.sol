// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Biome, CharacterClass, ItemType, Rarity} from "../interfaces/IKinds.sol";
import {TestBase} from "../test-support/TestBase.sol";
import {KindLabels} from "./KindLabels.sol";

contract KindLabelsTest is TestBase {
    function test_LabelsFollowTheEnums() public pure {
        assertEq(KindLabels.label(ItemType.None), "None");
        assertEq(KindLabels.label(ItemType.Weapon), "Weapon");
        assertEq(KindLabels.label(ItemType.Armor), "Armor");
        assertEq(KindLabels.label(ItemType.Mount), "Mount");
        assertEq(KindLabels.label(ItemType.Gear), "Gear");
        assertEq(KindLabels.label(ItemType.Tool), "Tool");
        assertEq(KindLabels.label(ItemType.Cosmetic), "Cosmetic");
        assertEq(KindLabels.label(ItemType.Collectible), "Collectible");
        assertEq(KindLabels.label(ItemType.Land), "Land");
        assertEq(KindLabels.label(Rarity.Common), "Common");
        assertEq(KindLabels.label(Rarity.Uncommon), "Uncommon");
        assertEq(KindLabels.label(Rarity.Rare), "Rare");
        assertEq(KindLabels.label(Rarity.Epic), "Epic");
        assertEq(KindLabels.label(Rarity.Legendary), "Legendary");
        assertEq(KindLabels.label(CharacterClass.Any), "Any");
        assertEq(KindLabels.label(CharacterClass.Warrior), "Warrior");
        assertEq(KindLabels.label(CharacterClass.Ranger), "Ranger");
        assertEq(KindLabels.label(CharacterClass.Rogue), "Rogue");
        assertEq(KindLabels.label(CharacterClass.Mage), "Mage");
        assertEq(KindLabels.label(CharacterClass.Cleric), "Cleric");
        assertEq(KindLabels.label(Biome.None), "None");
        assertEq(KindLabels.label(Biome.Plains), "Plains");
        assertEq(KindLabels.label(Biome.Forest), "Forest");
        assertEq(KindLabels.label(Biome.Mountain), "Mountain");
        assertEq(KindLabels.label(Biome.Desert), "Desert");
        assertEq(KindLabels.label(Biome.Swamp), "Swamp");
        assertEq(KindLabels.label(Biome.Tundra), "Tundra");
        assertEq(KindLabels.label(Biome.Ocean), "Ocean");
    }
}
