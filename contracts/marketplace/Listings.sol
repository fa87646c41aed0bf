// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IItems} from "../interfaces/IItems.sol";
import {
    IListings,
    Listing,
    ListingParams,
    ListingState,
    ListingStatus,
    Permit,
    Purchase
} from "../interfaces/IListings.sol";
import {BoundedCall} from "../libraries/BoundedCall.sol";
import {ListingSchedule} from "../libraries/ListingSchedule.sol";
import {ListingSlot, ListingSlotLib} from "../libraries/ListingSlot.sol";
import {OrderHash} from "../libraries/OrderHash.sol";
import {RoyaltyLookup} from "../libraries/RoyaltyLookup.sol";
import {SaleSplit} from "../libraries/SaleSplit.sol";
import {Fees} from "./Fees.sol";
import {Item, Items} from "./Items.sol";
import {Vault} from "./Vault.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// @title Listings
/// @notice Escrowed sales at a fixed or a falling price.
/// @dev A listing is a digest of its terms and one slot of state; the terms themselves travel in calldata and events.
abstract contract Listings is EIP712, Vault, Items, Fees, IListings {
    mapping(bytes32 id => ListingSlot) private _listings;

    /// @inheritdoc IListings
    function list(
        address token,
        uint256 tokenId,
        uint256 quantity,
        ListingParams calldata params
    ) external nonReentrant whenNotPaused returns (bytes32) {
        Item memory item = Item(_standardOf(token), token, tokenId, quantity);
        bytes32 id = _openListing(item, msg.sender, params);
        _pull(item);
        return id;
    }

    /// @inheritdoc IListings
    function updatePrice(Listing calldata terms, uint256 price) external {
        (bytes32 id, ListingSlot slot) = _activeListingOfCaller(terms);
        _listings[id] = slot.withPrice(_checkPrice(price, terms.schedule));
        emit ListingPriceUpdated(id, price);
    }

    /// @inheritdoc IListings
    function cancelListing(Listing calldata terms) external nonReentrant {
        (bytes32 id, ListingSlot slot) = _activeListingOfCaller(terms);
        _listings[id] = ListingSlotLib.ended(terms.schedule.listedAt());
        emit ListingCancelled(id, slot.remaining());
        _giveBack(id, Item(slot.standard(), terms.token, terms.tokenId, slot.remaining()), msg.sender);
    }

    /// @inheritdoc IListings
    function buy(
        Listing calldata terms,
        uint256 quantity,
        uint256 maxTotal,
        address recipient
    ) external nonReentrant whenNotPaused returns (uint256 total) {
        return _buy(terms, quantity, maxTotal, recipient);
    }

    /// @inheritdoc IListings
    function buyWithPermit(
        Listing calldata terms,
        uint256 quantity,
        uint256 maxTotal,
        address recipient,
        Permit calldata permit
    ) external nonReentrant whenNotPaused returns (uint256 total) {
        // Its failure is no matter: where the allowance does not suffice, the payment fails.
        BoundedCall.tryCall(
            address(_currency),
            abi.encodeCall(
                IERC20Permit.permit,
                (msg.sender, address(this), permit.value, permit.deadline, permit.v, permit.r, permit.s)
            )
        );
        return _buy(terms, quantity, maxTotal, recipient);
    }

    /// @inheritdoc IListings
    function buyMany(
        Purchase[] calldata purchases,
        uint256 maxTotal,
        address recipient
    ) external nonReentrant whenNotPaused returns (uint256[] memory bought, uint256 spent) {
        _checkRecipient(recipient);
        bought = new uint256[](purchases.length);
        uint256 fees;
        // Proceeds of one seller's listings that follow on each other are paid at once.
        address seller;
        uint256 proceeds;
        bytes32 id;
        for (uint256 i = 0; i < purchases.length; ++i) {
            Listing calldata terms = purchases[i].terms;
            uint256 quantity = purchases[i].quantity;
            bytes32 current = listingId(terms);
            ListingSlot slot = _listings[current];
            (uint256 total, bytes memory reason) = _quote(current, terms, slot, quantity, maxTotal - spent);
            if (reason.length == 0 && !_tryHandOver(current, terms, slot, quantity, recipient)) {
                reason = abi.encodeWithSelector(IItems.TradeFailed.selector, current);
            }
            if (reason.length != 0) {
                emit PurchaseSkipped(current, msg.sender, reason);
                continue;
            }
            (uint256 fee, uint256 rest) = _account(current, terms, slot, quantity, total, recipient);
            if (terms.seller != seller) {
                _payFromWallet(msg.sender, seller, proceeds, id);
                (seller, proceeds, id) = (terms.seller, 0, current);
            }
            (bought[i], fees, proceeds, spent) = (quantity, fees + fee, proceeds + rest, spent + total);
        }
        _payFromWallet(msg.sender, seller, proceeds, id);
        _payFee(msg.sender, fees);
    }

    /// @inheritdoc IListings
    function getListing(bytes32 id) external view returns (ListingState memory) {
        return _listings[id].unpack();
    }

    /// @inheritdoc IListings
    function priceOf(Listing calldata terms) external view returns (uint256) {
        ListingSlot slot = _listings[listingId(terms)];
        if (slot.status() != ListingStatus.Active) return 0;
        return terms.schedule.priceAt(slot.price(), block.timestamp);
    }

    /// @inheritdoc IListings
    function listingId(Listing calldata terms) public view returns (bytes32) {
        return _hashTypedDataV4(OrderHash.hashCalldata(terms));
    }

    /// @dev Puts up an item that is in escrow, or will be before this transaction ends.
    function _openListing(Item memory item, address seller, ListingParams memory params) internal returns (bytes32 id) {
        _checkQuantity(item.standard, item.quantity);
        uint96 price = _checkSchedule(params.price, params.schedule);
        if (params.maxRoyaltyBps > SaleSplit.BPS) revert RoyaltyAboveMaximum(params.maxRoyaltyBps, SaleSplit.BPS);

        ListingSchedule schedule = params.schedule.listed(block.timestamp);
        id = _hashTypedDataV4(
            OrderHash.hash(
                Listing(seller, params.salt, item.token, item.tokenId, item.quantity, schedule, params.taker)
            )
        );
        if (_listings[id].status() != ListingStatus.None) revert IdAlreadyUsed(id);
        uint16 bps = feeBps();
        _listings[id] = ListingSlotLib.open(
            item.standard,
            bps,
            uint16(params.maxRoyaltyBps),
            uint64(item.quantity),
            price
        );
        emit ListingCreated(
            id,
            seller,
            item.token,
            item.tokenId,
            item.quantity,
            price,
            schedule,
            params.taker,
            params.maxRoyaltyBps,
            params.salt,
            bps,
            item.standard
        );
    }

    function _buy(
        Listing calldata terms,
        uint256 quantity,
        uint256 maxTotal,
        address recipient
    ) private returns (uint256 total) {
        bytes32 id = listingId(terms);
        ListingSlot slot = _listings[id];
        bytes memory reason;
        (total, reason) = _quote(id, terms, slot, quantity, maxTotal);
        if (reason.length != 0) _revertWith(reason);
        _checkRecipient(recipient);

        _listings[id] = _slotAfter(terms, slot, quantity);
        (uint256 fee, uint256 proceeds) = _account(id, terms, slot, quantity, total, recipient);
        _payFromWallet(msg.sender, terms.seller, proceeds, id);
        _payFee(msg.sender, fee);
        _deliver(id, Item(slot.standard(), terms.token, terms.tokenId, quantity), msg.sender, recipient);
    }

    /// @dev What `quantity` units cost now, or the error that says why they cannot be bought.
    function _quote(
        bytes32 id,
        Listing calldata terms,
        ListingSlot slot,
        uint256 quantity,
        uint256 maxTotal
    ) private view returns (uint256 total, bytes memory reason) {
        if (slot.status() != ListingStatus.Active) return (0, abi.encodeWithSelector(ListingNotActive.selector, id));
        ListingSchedule schedule = terms.schedule;
        uint256 expiry = schedule.expiry();
        if (expiry != 0 && block.timestamp >= expiry) {
            return (0, abi.encodeWithSelector(ListingExpired.selector, id, expiry));
        }
        if (terms.taker != address(0) && terms.taker != msg.sender) {
            return (0, abi.encodeWithSelector(NotTaker.selector, id, msg.sender));
        }
        if (quantity == 0) return (0, abi.encodeWithSelector(ZeroQuantity.selector));
        if (quantity > slot.remaining()) {
            return (0, abi.encodeWithSelector(QuantityUnavailable.selector, id, quantity, slot.remaining()));
        }
        total = quantity * schedule.priceAt(slot.price(), block.timestamp);
        if (total > maxTotal) reason = abi.encodeWithSelector(PriceAboveMaximum.selector, id, total, maxTotal);
    }

    /// @dev Splits the price of a sale, pays the royalty and tells of the sale. Fee and proceeds are still to be paid.
    function _account(
        bytes32 id,
        Listing calldata terms,
        ListingSlot slot,
        uint256 quantity,
        uint256 total,
        address recipient
    ) private returns (uint256 fee, uint256 proceeds) {
        fee = SaleSplit.feeOf(total, slot.feeBps());
        uint256 maxRoyaltyBps = slot.maxRoyaltyBps();
        uint256 royalty;
        if (maxRoyaltyBps != 0) {
            (address receiver, uint256 asked) = RoyaltyLookup.ask(terms.token, terms.tokenId, total);
            if (receiver != address(0)) {
                royalty = SaleSplit.royaltyOf(total, fee, asked, maxRoyaltyBps);
                _payFromWallet(msg.sender, receiver, royalty, id);
            }
        }
        proceeds = total - fee - royalty;
        emit ListingBought(id, msg.sender, recipient, quantity, total, fee, royalty);
    }

    /// @dev Takes the units off the listing and hands them over. When a single item cannot move, nothing changes.
    function _tryHandOver(
        bytes32 id,
        Listing calldata terms,
        ListingSlot slot,
        uint256 quantity,
        address recipient
    ) private returns (bool) {
        _listings[id] = _slotAfter(terms, slot, quantity);
        Item memory item = Item(slot.standard(), terms.token, terms.tokenId, quantity);
        if (_tryDeliver(id, item, msg.sender, recipient)) return true;
        _listings[id] = slot;
        return false;
    }

    function _slotAfter(Listing calldata terms, ListingSlot slot, uint256 quantity) private view returns (ListingSlot) {
        return quantity == slot.remaining() ? ListingSlotLib.ended(terms.schedule.listedAt()) : slot.less(quantity);
    }

    function _activeListingOfCaller(Listing calldata terms) private view returns (bytes32 id, ListingSlot slot) {
        id = listingId(terms);
        slot = _listings[id];
        if (slot.status() != ListingStatus.Active) revert ListingNotActive(id);
        if (msg.sender != terms.seller) revert NotSeller(id, msg.sender);
    }

    /// @dev Times lie ahead, and a fall is whole: it ends later than it starts and than now, below the price and above zero.
    function _checkSchedule(uint256 price, ListingSchedule schedule) private view returns (uint96) {
        uint256 expiry = schedule.expiry();
        if (expiry != 0 && expiry <= block.timestamp) revert ExpiryInPast(expiry);
        if (
            schedule.listedAt() != 0 ||
            (schedule.falls() &&
                (schedule.endPrice() == 0 ||
                    schedule.fallStart() >= schedule.fallEnd() ||
                    schedule.fallEnd() <= block.timestamp))
        ) revert InvalidSchedule(schedule, price);
        return _checkPrice(price, schedule);
    }

    function _checkPrice(uint256 price, ListingSchedule schedule) private pure returns (uint96) {
        if (price == 0) revert ZeroPrice();
        if (price > type(uint96).max) revert AmountTooLarge(price, type(uint96).max);
        if (schedule.falls() && price <= schedule.endPrice()) revert InvalidSchedule(schedule, price);
        return uint96(price);
    }

    function _revertWith(bytes memory reason) private pure {
        assembly ("memory-safe") {
            revert(add(reason, 0x20), mload(reason))
        }
    }
}
