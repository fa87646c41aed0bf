// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {IOrderNonces} from "../interfaces/IOrderNonces.sol";

/// @title OrderNonces
/// @notice Which signed orders live: a bit for each nonce, a counter for all of an account, and the units of partial fills.
/// @dev A fill counts under (signer, nonce), not under the order's id. So two orders that share a nonce, say an old and a new
/// price of one stack, together never sell more than the larger of them.
abstract contract OrderNonces is ICommonErrors, IOrderNonces {
    /// @dev Bits of an account's first word that its counter takes.
    uint256 private constant COUNTER_BITS = 64;

    /// @dev Nonce `n` is bit `n + 64` of an account's words. The lowest 64 bits are its counter, so that an order with one of
    /// the first 192 nonces reads and writes one slot.
    mapping(address account => mapping(uint256 index => uint256 word)) private _words;

    mapping(address account => mapping(uint256 nonce => uint256 units)) private _filled;

    /// @inheritdoc IOrderNonces
    function cancelOrders(uint256[] calldata nonces) external {
        for (uint256 i = 0; i < nonces.length; ++i) {
            (uint256 index, uint256 bit) = _placeOf(nonces[i]);
            uint256 word = _words[msg.sender][index];
            if (word & bit != 0) continue;
            _words[msg.sender][index] = word | bit;
            emit OrderCancelled(msg.sender, nonces[i]);
        }
    }

    /// @inheritdoc IOrderNonces
    function bumpCounter() external returns (uint256 counter) {
        uint256 word = _words[msg.sender][0];
        // Checked: a counter that ran over would run into the nonces.
        counter = uint64(word) + uint64(1) + uint32(uint256(blockhash(block.number - 1)));
        _words[msg.sender][0] = (word & ~uint256(type(uint64).max)) | counter;
        emit CounterBumped(msg.sender, counter);
    }

    /// @inheritdoc IOrderNonces
    function counterOf(address account) external view returns (uint256) {
        return uint64(_words[account][0]);
    }

    /// @inheritdoc IOrderNonces
    function isOrderNonceUsed(address account, uint256 nonce) external view returns (bool) {
        (uint256 index, uint256 bit) = _placeOf(nonce);
        return _words[account][index] & bit != 0;
    }

    /// @inheritdoc IOrderNonces
    function filledOf(address account, uint256 nonce) external view returns (uint256) {
        return _filled[account][nonce];
    }

    /// @dev Takes `quantity` of the units that `account` ordered under `nonce`; with the last of them the nonce is used.
    /// @param ordered Units of the whole order.
    function _fill(
        bytes32 id,
        address account,
        uint256 nonce,
        uint256 counter,
        uint256 ordered,
        uint256 quantity
    ) internal {
        (uint256 index, uint256 bit) = _placeOf(nonce);
        mapping(uint256 => uint256) storage words = _words[account];
        uint256 word = words[0];
        if (counter != uint64(word)) revert CounterMismatch(account, counter, uint64(word));
        if (index != 0) word = words[index];
        if (word & bit != 0) revert OrderNonceUsed(account, nonce);
        if (quantity == 0) revert ZeroQuantity();

        // One unit cannot be filled in part: the nonce's bit says it all.
        if (ordered > 1) {
            uint256 filled = _filled[account][nonce];
            ordered = ordered > filled ? ordered - filled : 0;
            if (quantity < ordered) {
                _filled[account][nonce] = filled + quantity;
                emit OrderPartlyFilled(id, account, nonce, ordered - quantity);
                return;
            }
        }
        if (quantity > ordered) revert QuantityUnfilled(id, quantity, ordered);
        words[index] = word | bit;
    }

    /// @dev Where an account's words keep a nonce. Overflows, and so reverts, for the 64 highest nonces.
    function _placeOf(uint256 nonce) private pure returns (uint256 index, uint256 bit) {
        uint256 place = nonce + COUNTER_BITS;
        return (place >> 8, 1 << (place & 0xff));
    }
}
