// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Biome, CharacterClass, ItemType, KindInput, Rarity, Traits} from "../interfaces/IKinds.sol";

/// @title Samples
/// @notice Kinds and traits for tests that need some and do not care which.
library Samples {
    string internal constant ICON = "M256 16l240 480H16z";

    /// @notice Kinds `first` to `first + count - 1`, named `Sword`.
    function kinds(uint32 first, uint32 count) internal pure returns (KindInput[] memory inputs) {
        inputs = new KindInput[](count);
        for (uint32 i = 0; i < count; ++i) inputs[i] = KindInput(first + i, "Sword", ICON);
    }

    /// @notice One kind.
    function kind(
        uint32 number,
        string memory name,
        string memory icon
    ) internal pure returns (KindInput[] memory inputs) {
        inputs = new KindInput[](1);
        inputs[0] = KindInput(number, name, icon);
    }

    /// @notice A rare weapon of a kind.
    function sword(uint32 number) internal pure returns (Traits memory) {
        return Traits(number, ItemType.Weapon, Rarity.Rare, CharacterClass.Warrior, Biome.None, 8, 2, 9, 1);
    }

    /// @notice `count` rare weapons of a kind.
    function swords(uint32 number, uint256 count) internal pure returns (Traits[] memory items) {
        items = new Traits[](count);
        for (uint256 i = 0; i < count; ++i) items[i] = sword(number);
    }

    /// @notice Traits of a kind that follow from a fuzzed seed, over the whole range of every field.
    function traits(uint32 number, uint256 seed) internal pure returns (Traits memory) {
        return
            Traits({
                kind: number,
                itemType: ItemType(1 + (uint8(seed) % uint8(type(ItemType).max))),
                rarity: Rarity(uint8(seed >> 8) % (uint8(type(Rarity).max) + 1)),
                class: CharacterClass(uint8(seed >> 16) % (uint8(type(CharacterClass).max) + 1)),
                biome: Biome(uint8(seed >> 24) % (uint8(type(Biome).max) + 1)),
                power: uint16(seed >> 32),
                defense: uint16(seed >> 48),
                speed: uint16(seed >> 64),
                luck: uint16(seed >> 80)
            });
    }
}
