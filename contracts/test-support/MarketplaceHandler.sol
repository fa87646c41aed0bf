// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Books} from "./play/Books.sol";

/// @title MarketplaceHandler
/// @notice Random people doing random things, always within the rules: no call of theirs may revert, unless it is one that
/// must, and then for its own reason.
abstract contract MarketplaceHandler is Books {
    /// @dev So that a play has something to go on from its first call.
    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < 3; i++) {
            this.list(i, i, 100 ether, 0, i + 1);
            this.createAuction(i + 1, i, auctionParams());
        }
    }

    /// @dev All that the fuzzer may call, each as often as the others.
    function actions() external pure returns (bytes4[] memory selectors) {
        bytes4[30] memory all = [
            // The house
            this.warp.selector,
            this.runTheHouse.selector,
            this.changeMoods.selector,
            this.changeKeys.selector,
            // Vault
            this.putIn.selector,
            this.planExit.selector,
            this.executeExit.selector,
            this.withdraw.selector,
            this.withdrawCredit.selector,
            this.setBidKey.selector,
            // Listings
            this.list.selector,
            this.manageListing.selector,
            this.buy.selector,
            this.buyWithPermit.selector,
            this.buyMany.selector,
            // Auctions
            this.createAuction.selector,
            this.cancelAuction.selector,
            this.postBids.selector,
            this.extend.selector,
            this.buyout.selector,
            this.present.selector,
            this.presentAll.selector,
            this.settle.selector,
            this.beginToFinalize.selector,
            this.finalize.selector,
            this.claim.selector,
            // What must not work
            this.doAgain.selector,
            this.settleBelow.selector,
            this.settleAboveCap.selector,
            this.withdrawWithoutWord.selector
        ];
        selectors = new bytes4[](all.length);
        for (uint256 i = 0; i < all.length; i++) selectors[i] = all[i];
    }
}
