// What the SDK's own documents ask of each type.

export const itemFields = `fragment ItemFields on Item {
  id token tokenId standard collection { address name standard official } kind { id name icon } name icon
  itemType rarity class biome power defense speed luck owner supply mintedAt
  metadataStatus metadata { failure name description image externalUrl fetchedAt } traits { name value number }
}`;

export const listingFields = `fragment ListingFields on Listing {
  id seller token tokenId standard quantity remaining price endPrice fallStart fallEnd expiry schedule
  taker maxRoyaltyBps salt feeBps status primary createdAt updatedAt
  createdTx
}`;

export const auctionFields = `fragment AuctionFields on Auction {
  id seller token tokenId standard quantity startPrice reservePrice start end endsAt incrementBps buyoutPrice maxRoyaltyBps salt feeBps
  status primary topPost { bidder amount } boughtOut winner amount fee royalty settledAt createdAt createdTx settledTx
}`;

export const tradeFields = `fragment TradeFields on Trade {
  id source primary listing { id } auction { id } orderId item { ...ItemFields } quantity unitPrice total fee royalty proceeds
  seller buyer recipient timestamp block transaction
}`;

/** With what both sides call themselves, which the relayer is asked for. */
export const namedTradeFields = `fragment NamedTradeFields on Trade { ...TradeFields sellerName buyerName }
${tradeFields}`;

export const activityFields = `fragment ActivityFields on Activity {
  id kind from to item { ...ItemFields } quantity amount listing { id } auction { id } orderId trade { id } timestamp block transaction
}`;
