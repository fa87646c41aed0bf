// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {Biome, CharacterClass, Rarity, Traits} from "../interfaces/IKinds.sol";
import {KindLabels} from "./KindLabels.sol";
import {SvgText} from "./SvgText.sol";

/// @title SvgCard
/// @notice Draws an item: a card in its rarity's colour with icon, name and stats, 512 x 512.
/// @dev Attributes are in single quotes, so that the strings below need no escapes.
library SvgCard {
    using KindLabels for *;
    using Strings for uint256;

    /// @notice The whole SVG document.
    /// @param name Display name; escaped here.
    /// @param icon SVG path data on a 512 x 512 view box.
    /// @param serial What tells this item from others of its kind, e.g. `#12`; may be empty. Not escaped.
    function draw(
        Traits memory traits,
        string memory name,
        string memory icon,
        string memory serial
    ) internal pure returns (string memory) {
        return
            string.concat(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 512 512' font-family='Georgia,serif'>",
                _definitions(traits.rarity, icon),
                _frame(traits.rarity),
                _header(traits),
                _picture(),
                _title(name, _subtitle(traits, serial)),
                _stats(traits),
                "</svg>"
            );
    }

    /// @dev Highlight, main colour and depth of a rarity.
    function _palette(
        Rarity rarity
    ) private pure returns (string memory light, string memory main, string memory deep) {
        if (rarity == Rarity.Common) return ("#e8ecf2", "#98a2b3", "#343b48");
        if (rarity == Rarity.Uncommon) return ("#c9f7d5", "#3fbf6b", "#123f28");
        if (rarity == Rarity.Rare) return ("#cfe6ff", "#3d8bfd", "#12306b");
        if (rarity == Rarity.Epic) return ("#ecd6ff", "#a855f7", "#3d1769");
        return ("#fff1c2", "#f5a524", "#6b3a06");
    }

    function _definitions(Rarity rarity, string memory icon) private pure returns (string memory) {
        (string memory light, string memory main, string memory deep) = _palette(rarity);
        return
            string.concat(
                "<defs><radialGradient id='b' cy='.4' r='.75'><stop stop-color='",
                deep,
                "'/><stop offset='1' stop-color='#0b0d13'/></radialGradient>",
                "<radialGradient id='h'><stop stop-color='",
                main,
                "' stop-opacity='.55'/><stop offset='1' stop-color='",
                main,
                "' stop-opacity='0'/></radialGradient>",
                "<linearGradient id='m' x2='1' y2='1'><stop stop-color='",
                light,
                "'/><stop offset='1' stop-color='",
                main,
                "'/></linearGradient><path id='i' d='",
                icon,
                "'/></defs>"
            );
    }

    function _frame(Rarity rarity) private pure returns (string memory) {
        string memory pips = "";
        // One diamond for each step of rarity, centred on the top edge.
        uint256 count = uint256(rarity) + 1;
        for (uint256 i = 0; i < count; ++i) {
            pips = string.concat(pips, "<path d='M", (264 + 20 * i - 10 * count).toString(), " 34l7 8-7 8-7-8z'/>");
        }
        return
            string.concat(
                "<rect width='512' height='512' rx='32' fill='url(#b)'/>",
                "<g fill='none' stroke='url(#m)'><rect x='9' y='9' width='494' height='494' rx='25' stroke-width='5'/>",
                "<rect x='19' y='19' width='474' height='474' rx='17' stroke-opacity='.35'/></g>",
                "<g fill='url(#m)'>",
                pips,
                "</g>"
            );
    }

    function _header(Traits memory traits) private pure returns (string memory) {
        return
            string.concat(
                "<g font-size='17' letter-spacing='1.5' fill='url(#m)'><text x='40' y='48'>",
                traits.itemType.label(),
                "</text><text x='472' y='48' text-anchor='end'>",
                traits.rarity.label(),
                "</text></g>"
            );
    }

    function _picture() private pure returns (string memory) {
        return
            string.concat(
                "<circle cx='256' cy='204' r='170' fill='url(#h)'/>",
                "<use href='#i' transform='translate(138 92) scale(.46)' opacity='.5'/>",
                "<use href='#i' transform='translate(138 86) scale(.46)' fill='url(#m)'/>"
            );
    }

    /// @dev The longer a name, the smaller its letters: 64 of them still fit between the frames.
    function _title(string memory name, string memory subtitle) private pure returns (string memory) {
        uint256 length = bytes(name).length;
        uint256 size = length < 24 ? 34 : 820 / length;
        return
            string.concat(
                "<g text-anchor='middle' fill='#fff'><text x='256' y='376' font-size='",
                size.toString(),
                "'>",
                SvgText.escape(name),
                "</text><text x='256' y='402' font-size='16' font-style='italic' opacity='.65'>",
                subtitle,
                "</text></g>"
            );
    }

    function _subtitle(Traits memory traits, string memory serial) private pure returns (string memory line) {
        if (traits.class != CharacterClass.Any) line = traits.class.label();
        if (traits.biome != Biome.None) line = _join(line, traits.biome.label());
        return _join(line, serial);
    }

    function _join(string memory left, string memory right) private pure returns (string memory) {
        if (bytes(left).length == 0) return right;
        if (bytes(right).length == 0) return left;
        return string.concat(left, " &#183; ", right);
    }

    function _stats(Traits memory traits) private pure returns (string memory) {
        return
            string.concat(
                "<rect x='40' y='418' width='432' height='1' fill='url(#m)' opacity='.4'/><g text-anchor='middle' fill='#fff'>",
                _stat("94", "Power", traits.power),
                _stat("202", "Defense", traits.defense),
                _stat("310", "Speed", traits.speed),
                _stat("418", "Luck", traits.luck),
                "</g>"
            );
    }

    /// @dev A stat that an item does not have stays dim.
    function _stat(string memory x, string memory name, uint256 value) private pure returns (string memory) {
        return
            string.concat(
                value == 0 ? "<g opacity='.4'><text x='" : "<g><text x='",
                x,
                "' y='455' font-size='26'>",
                value.toString(),
                "</text><text x='",
                x,
                "' y='476' font-size='13' letter-spacing='1' opacity='.65'>",
                name,
                "</text></g>"
            );
    }
}
