// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {Biome, Traits} from "../interfaces/IKinds.sol";
import {KindLabels} from "./KindLabels.sol";
import {SvgCard} from "./SvgCard.sol";

/// @title KindMetadata
/// @notice A token's metadata as a `data:` URI in the form that marketplaces and wallets read.
library KindMetadata {
    using KindLabels for *;
    using Strings for *;

    /// @notice JSON with name, description, image (SVG) and attributes, in Base64.
    /// @param name Name of the kind; escaped here.
    /// @param icon SVG path data.
    /// @param serial What tells this token from others of its kind, e.g. `#12`; empty for stacks.
    function uri(
        Traits memory traits,
        string memory name,
        string memory icon,
        string memory serial
    ) internal pure returns (string memory) {
        string memory json = string.concat(
            '{"name":"',
            name.escapeJSON(),
            bytes(serial).length == 0 ? "" : " ",
            serial,
            '","description":"',
            traits.rarity.label(),
            " ",
            traits.itemType.label(),
            '. Its name, traits and picture are kept on chain.","image":"data:image/svg+xml;base64,',
            Base64.encode(bytes(SvgCard.draw(traits, name, icon, serial))),
            '","attributes":',
            _attributes(traits),
            "}"
        );
        return string.concat("data:application/json;base64,", Base64.encode(bytes(json)));
    }

    function _attributes(Traits memory traits) private pure returns (string memory) {
        return
            string.concat(
                "[",
                _word("Type", traits.itemType.label()),
                ",",
                _word("Rarity", traits.rarity.label()),
                ",",
                _word("Class", traits.class.label()),
                traits.biome == Biome.None ? "" : string.concat(",", _word("Biome", traits.biome.label())),
                _number("Power", traits.power),
                _number("Defense", traits.defense),
                _number("Speed", traits.speed),
                _number("Luck", traits.luck),
                "]"
            );
    }

    function _word(string memory trait, string memory value) private pure returns (string memory) {
        return string.concat('{"trait_type":"', trait, '","value":"', value, '"}');
    }

    function _number(string memory trait, uint256 value) private pure returns (string memory) {
        return string.concat(',{"trait_type":"', trait, '","value":', value.toString(), ',"display_type":"number"}');
    }
}
