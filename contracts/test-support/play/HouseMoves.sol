// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BlacklistERC20} from "../../mocks/BlacklistERC20.sol";
import {RefusingReceiver} from "../../mocks/RefusingReceiver.sol";
import {RoyaltyERC721} from "../../mocks/RoyaltyERC721.sol";
import {Digests} from "../Digests.sol";
import {Watcher} from "./Watcher.sol";

/// @title HouseMoves
/// @notice Time passes; the house sets fees, pauses and changes its keys; wallets, currency and collection change their moods.
abstract contract HouseMoves is Watcher {
    /// @dev The settler who will follow, and from when; zero while none is announced.
    uint256 internal _nextSettlerKey;
    uint256 private _nextSettlerFrom;
    /// @dev The settler who was removed last; zero when none was.
    uint256 internal _formerSettlerKey;
    /// @dev The receipt key that will follow; zero while none is announced.
    uint256 private _nextReceiptKey;
    /// @dev By receipt key: from when it can sign; zero for the first.
    mapping(uint256 key => uint256) internal _receiptKeyFrom;
    /// @dev The receipt key that was removed last, and until when its receipts are good.
    uint256 internal _formerReceiptKey;
    uint256 internal _formerReceiptsUntil;
    /// @dev A nonce that the settler burned, and who that was.
    uint256 internal _burnedNonce;
    uint256 internal _burnedBy;
    uint256 private _lastKey;

    function warp(uint256 by) external watched {
        vm.warp(time() + bound(by, 1, by % 4 == 0 ? 2 days : 4 hours));
    }

    /// @dev A new fee, the fees collected, or a pause that is short in most plays.
    function runTheHouse(uint256 what, uint256 feeBps) external watched {
        bool paused = marketplace.paused();
        vm.startPrank(admin);
        if (paused && what % 8 != 0) marketplace.unpause();
        else if (what % 4 == 1) marketplace.pause();
        else if (what % 2 == 0) marketplace.setFee(bound(feeBps, 0, 1_000));
        else marketplace.collectFees();
        vm.stopPrank();
    }

    function changeKeys(uint256 what, uint256 nonce) external watched {
        if (what % 4 == 0) changeReceiptKey();
        else if (what % 4 == 1) burnNonce(nonce, what % 8 == 1);
        else changeSettler();
    }

    function changeMoods(uint256 seed, uint256 royalty) external watched {
        RefusingReceiver(_actors[3]).setAccepting(seed % 2 == 0);
        // The currency refuses Ben, or no longer.
        BlacklistERC20(address(currency)).setListed(_actors[1], seed % 3 == 0);
        // The collection's artist is one of them, or the Marketplace itself.
        address artist = seed % 5 == 0 ? address(marketplace) : pick(seed / 7);
        RoyaltyERC721(address(items)).ask(artist, bound(royalty, 0, 200 ether));
    }

    /// @dev A new settler is announced, and once he can sign the old one is removed.
    function changeSettler() private {
        vm.startPrank(admin);
        if (_nextSettlerKey == 0) {
            _nextSettlerKey = newKey();
            marketplace.addSettler(abi.encodePacked(vm.addr(_nextSettlerKey)));
            _nextSettlerFrom = time() + SETTLER_DELAY;
        } else if (time() >= _nextSettlerFrom) {
            marketplace.removeSettler(abi.encodePacked(vm.addr(settlerKey)));
            (_formerSettlerKey, settlerKey, _nextSettlerKey) = (settlerKey, _nextSettlerKey, 0);
        }
        vm.stopPrank();
    }

    /// @dev A new receipt key is announced, and once it can sign the old one is removed.
    function changeReceiptKey() private {
        vm.startPrank(admin);
        if (_nextReceiptKey == 0) {
            _nextReceiptKey = newKey();
            marketplace.addReceiptKey(abi.encodePacked(vm.addr(_nextReceiptKey)));
            _receiptKeyFrom[_nextReceiptKey] = time() + SETTLER_DELAY;
        } else if (time() >= _receiptKeyFrom[_nextReceiptKey]) {
            marketplace.removeReceiptKey(abi.encodePacked(vm.addr(receiptKey)));
            _formerReceiptsUntil = time() + EXIT_DELAY;
            (_formerReceiptKey, receiptKey, _nextReceiptKey) = (receiptKey, _nextReceiptKey, 0);
        }
        vm.stopPrank();
    }

    /// @dev The settler burns a nonce himself, or somebody sends his word.
    function burnNonce(uint256 nonce, bool relayed) private {
        address signer = vm.addr(settlerKey);
        bytes32 signerHash = keccak256(abi.encodePacked(signer));
        // Those of the play itself are small.
        nonce = bound(nonce, 1 << 32, type(uint256).max);
        if (marketplace.isNonceUsed(signerHash, nonce)) return;
        if (relayed) {
            bytes32 digest = digestOf(Digests.nonceBurn(signerHash, nonce));
            marketplace.burnNonceFor(signerHash, nonce, signature(settlerKey, digest));
        } else {
            vm.prank(signer);
            marketplace.burnNonce(nonce);
        }
        (_burnedNonce, _burnedBy) = (nonce, settlerKey);
    }

    /// @dev A receipt key whose word is good, by choice the one that was removed.
    function goodReceiptKey(uint256 seed) internal view returns (uint256) {
        return
            seed % 2 == 0 && _formerReceiptKey != 0 && time() < _formerReceiptsUntil ? _formerReceiptKey : receiptKey;
    }

    function newKey() private returns (uint256) {
        return uint256(keccak256(abi.encode("key", ++_lastKey)));
    }
}
