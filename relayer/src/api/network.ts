const GROUPS_OF_NETWORK = 4;
const GROUPS = 8;

/**
 * What counts as one place in the network: an IPv4 address, or the /64 of an IPv6 address, all of which whoever has one address of it has.
 *
 * @param address - As the socket or a proxy tells it; what is no address stays as it is.
 */
export function networkOf(address: string): string {
  const [bare = ""] = address.split("%");
  if (!bare.includes(":") || bare.includes(".")) return bare;
  const [head = "", tail] = bare.toLowerCase().split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const rest = tail === "" ? [] : tail.split(":");
    while (groups.length + rest.length < GROUPS) groups.push("0");
    groups.push(...rest);
  }
  const network = groups.slice(0, GROUPS_OF_NETWORK).map((group) => group.replace(/^0+(?=.)/, ""));
  return `${network.join(":")}::/64`;
}
