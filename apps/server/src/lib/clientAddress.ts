// Which address a connection counts for. Believes a forwarded address only from a trusted proxy, and never throws: a
// socket that has been reset has no address at all.
import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Block = [Address, number];

/** What a connection without an address counts for: one group for all of them. */
export const UNKNOWN_ADDRESS = "unknown";
/** One household or server gets a network of this many bits, and every address in it. */
const IPV6_GROUP_BYTES = 8;
/** Entries of X-Forwarded-For that are looked at, from the right; no chain of proxies is longer. */
const MAX_HOPS = 16;
const IPV4_BITS = 32;
const IPV6_BITS = 128;

/** Whether the peer at an address, as its socket names it, is a proxy whose word counts. */
export type TrustsProxy = (address: string) => boolean;

/**
 * Reads the blocks of trusted proxies, each a CIDR block ("10.0.0.0/8") or one address ("::1").
 * @throws RangeError that names the first block that is neither
 */
export function trustProxies(blocks: readonly string[]): TrustsProxy {
  const trusted = blocks.map(readBlock);
  return (text) => {
    const address = readAddress(text);
    if (address === undefined) return false;
    return trusted.some((block) => block[0].kind() === address.kind() && address.match(block));
  };
}

/**
 * The address of the client behind a connection: the peer's own, or, where the peer is a trusted proxy, the rightmost
 * forwarded address that is not one. An entry that is no address ends the search at the proxy that sent it.
 *
 * @param peer the TCP peer's address; undefined after a reset
 * @param forwardedFor the header X-Forwarded-For, if it came
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | readonly string[] | undefined,
  trusts: TrustsProxy,
): string {
  let client = normalize(peer);
  if (forwardedFor === undefined || !trusts(client)) return client;
  const hops = (typeof forwardedFor === "string" ? forwardedFor : forwardedFor.join(",")).split(",");
  for (const hop of hops.slice(-MAX_HOPS).reverse()) {
    const next = readAddress(withoutPort(hop.trim()));
    if (next === undefined) return client;
    client = next.toString();
    if (!trusts(client)) return client;
  }
  return client;
}

/** What limits are counted by: an IPv4 address as it is, an IPv6 address's /64 network. */
export function addressGroup(text: string | undefined): string {
  const address = readAddress(text);
  if (address === undefined) return UNKNOWN_ADDRESS;
  if (address.kind() === "ipv4") return address.toString();
  const bytes = address.toByteArray().fill(0, IPV6_GROUP_BYTES);
  return `${ipaddr.fromByteArray(bytes)}/64`;
}

/** Whether the address is this machine's own. */
export function isLoopback(text: string | undefined): boolean {
  return readAddress(text)?.range() === "loopback";
}

function normalize(text: string | undefined): string {
  return readAddress(text)?.toString() ?? UNKNOWN_ADDRESS;
}

/** IPv4-mapped IPv6 addresses become IPv4 ones, and zones ("%eth0") are dropped. */
function readAddress(text: string | undefined): Address | undefined {
  if (text === undefined) return undefined;
  const bare = text.split("%", 1)[0];
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return ipaddr.IPv4.parse(bare);
  return ipaddr.IPv6.isValid(bare) ? ipaddr.process(bare) : undefined;
}

/** Some proxies add the client's port: "1.2.3.4:5678", "[::1]:5678". */
function withoutPort(hop: string): string {
  const match = /^\[([^\]]*)\](?::\d+)?$/.exec(hop) ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(hop);
  return match?.[1] ?? hop;
}

function readBlock(text: string): Block {
  const [base, bits, ...more] = text.split("/");
  const mapped = ipaddr.IPv6.isValid(base) && ipaddr.IPv6.parse(base).isIPv4MappedAddress();
  const address = readAddress(base);
  const most = address?.kind() === "ipv4" ? IPV4_BITS : IPV6_BITS;
  const length = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
  // The length of a block of IPv4-mapped addresses counts from the IPv6 beginning: it is asked for as IPv4.
  const wrong = mapped && bits !== undefined;
  if (address === undefined || wrong || more.length > 0 || !(length <= most)) {
    throw new RangeError(`${JSON.stringify(text)} is neither an address nor a CIDR block like 10.0.0.0/8`);
  }
  return [address, length];
}
