// Finds the client address of a connection, and the group it is rate-limited under. Trusts X-Forwarded-For only from
// configured proxies. Never throws on addresses: a socket that was reset has none.
import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Block = [Address, number];

/** Stands for the address of a connection that has none; they all share one group. */
export const UNKNOWN_ADDRESS = "unknown";
/** Bytes of an IPv6 /64 prefix: one household or server is assigned a whole /64. */
const IPV6_GROUP_BYTES = 8;
/** Entries of X-Forwarded-For that are read, from the right; no proxy chain is longer. */
const MAX_HOPS = 16;
const IPV4_BITS = 32;
const IPV6_BITS = 128;

/** Whether the peer at this address, as its socket reports it, is a trusted proxy. */
export type TrustsProxy = (address: string) => boolean;

/**
 * Parses the blocks of trusted proxies, each a CIDR block ("10.0.0.0/8") or a single address ("::1").
 * @throws RangeError naming the first block that is neither
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
 * The address of the client behind a connection: the peer's own, or, if the peer is a trusted proxy, the rightmost
 * forwarded address that is not a trusted proxy. An entry that is not an address ends the search at the proxy that sent
 * it.
 *
 * @param peer the TCP peer's address; undefined after a reset
 * @param forwardedFor the X-Forwarded-For header, if present
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

/** The group that limits count by: the IPv4 address itself, or the /64 network of an IPv6 address. */
export function addressGroup(text: string | undefined): string {
  const address = readAddress(text);
  if (address === undefined) return UNKNOWN_ADDRESS;
  if (address.kind() === "ipv4") return address.toString();
  const bytes = address.toByteArray().fill(0, IPV6_GROUP_BYTES);
  return `${ipaddr.fromByteArray(bytes)}/64`;
}

/** Whether the address is a loopback address. */
export function isLoopback(text: string | undefined): boolean {
  return readAddress(text)?.range() === "loopback";
}

function normalize(text: string | undefined): string {
  return readAddress(text)?.toString() ?? UNKNOWN_ADDRESS;
}

/** Converts IPv4-mapped IPv6 addresses to IPv4 and drops zones ("%eth0"). */
function readAddress(text: string | undefined): Address | undefined {
  if (text === undefined) return undefined;
  const bare = text.split("%", 1)[0];
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return ipaddr.IPv4.parse(bare);
  return ipaddr.IPv6.isValid(bare) ? ipaddr.process(bare) : undefined;
}

/** Strips the client's port, which some proxies add: "1.2.3.4:5678", "[::1]:5678". */
function withoutPort(hop: string): string {
  const match = /^\[([^\]]*)\](?::\d+)?$/.exec(hop) ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(hop);
  return match?.[1] ?? hop;
}

function readBlock(text: string): Block {
  const [base, bits, ...more] = text.split("/");
  const mapped = ipaddr.IPv6.isValid(base) && ipaddr.IPv6.parse(base).isIPv4MappedAddress();
  const address = readAddress(base);
  const maxLength = address?.kind() === "ipv4" ? IPV4_BITS : IPV6_BITS;
  const length = bits === undefined ? maxLength : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
  // The prefix length of an IPv4-mapped block counts IPv6 bits; such a block must be written as IPv4.
  const ambiguous = mapped && bits !== undefined;
  if (address === undefined || ambiguous || more.length > 0 || !(length <= maxLength)) {
    throw new RangeError(`${JSON.stringify(text)} is neither an address nor a CIDR block like 10.0.0.0/8`);
  }
  return [address, length];
}
