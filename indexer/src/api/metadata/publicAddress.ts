import { BlockList, isIPv4, isIPv6 } from "node:net";

/** IPv4 that is not for the public internet, by IANA's registry of special purposes. */
const special4: [address: string, prefix: number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

/** Of the IPv6 that is handed out, what is special or leads to an IPv4 address: Teredo and its like, documentation, 6to4. */
const special6: [address: string, prefix: number][] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

const blocked = new BlockList();
for (const [address, prefix] of special4) blocked.addSubnet(address, prefix, "ipv4");
for (const [address, prefix] of special6) blocked.addSubnet(address, prefix, "ipv6");

/** All IPv6 that is handed out at all. What is outside is local, mapped, translated, multicast or reserved. */
const handedOut = new BlockList();
handedOut.addSubnet("2000::", 3, "ipv6");

/** Whether an IP address belongs to the public internet, and to nothing on this machine or in its network. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !blocked.check(address, "ipv4");
  return isIPv6(address) && handedOut.check(address, "ipv6") && !blocked.check(address, "ipv6");
}
