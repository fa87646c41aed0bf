/** What a flow of each kind is to a player. */
const NAMES: Record<string, string> = {
  acceptOffer: "Your sale",
  auction: "Your auction",
  bid: "Your bid",
  buy: "Your purchase",
  buyMany: "Your purchases",
  buyout: "Your purchase",
  cancel: "Taking back",
  deposit: "Your deposit",
  executeExit: "Taking out your Credits",
  list: "Your listing",
  offer: "Your offer",
  requestExit: "Your exit from the vault",
  updatePrice: "Your new price",
  withdraw: "Your withdrawal",
  withdrawCredit: "Collecting your Credits",
};

/** "Your purchase". */
export function nameOf(kind: string): string {
  return NAMES[kind] ?? "What you began";
}
