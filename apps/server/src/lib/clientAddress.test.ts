import { describe, expect, test } from "vitest";
import { addressGroup, clientAddress, isLoopback, trustProxies, UNKNOWN_ADDRESS } from "./clientAddress.ts";

const trustsNone = trustProxies([]);
const trusts = trustProxies(["10.0.0.0/8", "127.0.0.1", "fd00::/8"]);

describe("the client's address", () => {
  test.each([
    ["203.0.113.9", undefined, "203.0.113.9"],
    ["::ffff:203.0.113.9", undefined, "203.0.113.9"],
    ["fe80::1%eth0", undefined, "fe80::1"],
    [undefined, undefined, UNKNOWN_ADDRESS],
    [undefined, "203.0.113.9", UNKNOWN_ADDRESS],
    // Forged: the peer is not a trusted proxy.
    ["203.0.113.9", "198.51.100.1", "203.0.113.9"],
    ["127.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["10.1.2.3", "6.6.6.6, 198.51.100.1, 10.9.9.9", "198.51.100.1"],
    ["10.1.2.3", ["6.6.6.6", "198.51.100.1"], "198.51.100.1"],
    ["fd00::7", "2001:db8::5", "2001:db8::5"],
    ["10.1.2.3", "198.51.100.1:4711", "198.51.100.1"],
    ["10.1.2.3", "[2001:db8::5]:4711", "2001:db8::5"],
    ["10.1.2.3", "::ffff:198.51.100.1", "198.51.100.1"],
    ["10.1.2.3", "nonsense", "10.1.2.3"],
    ["10.1.2.3", "198.51.100.1, , 10.0.0.4", "10.0.0.4"],
    ["10.1.2.3", "", "10.1.2.3"],
    ["10.1.2.3", "10.0.0.5, 10.0.0.4", "10.0.0.5"],
    ["10.1.2.3", "0x7f.1", "10.1.2.3"],
  ] as const)("peer %s forwarding %o is %s", (peer, forwarded, client) => {
    expect(clientAddress(peer, forwarded, trusts)).toBe(client);
  });

  test("without trusted proxies X-Forwarded-For is ignored", () => {
    expect(clientAddress("127.0.0.1", "198.51.100.1", trustsNone)).toBe("127.0.0.1");
  });

  test("a header of any length is read from the right only", () => {
    const long = Array.from({ length: 5_000 }, () => "10.0.0.1").join(",");
    expect(clientAddress("10.1.2.3", `6.6.6.6,${long}`, trusts)).toBe("10.0.0.1");
  });
});

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"],
  ["2001:db8:1:3::1", "2001:db8:1:3::/64"],
  ["::1", "::/64"],
  ["nonsense", UNKNOWN_ADDRESS],
  [undefined, UNKNOWN_ADDRESS],
])("%s is grouped as %s", (address, group) => {
  expect(addressGroup(address)).toBe(group);
});

test.each([
  ["127.0.0.1", true],
  ["127.8.9.1", true],
  ["::1", true],
  ["::ffff:127.0.0.1", true],
  ["128.0.0.1", false],
  ["::2", false],
  [UNKNOWN_ADDRESS, false],
  [undefined, false],
])("%s is loopback: %s", (address, own) => {
  expect(isLoopback(address)).toBe(own);
});

test.each([
  "10.0.0.0/33",
  "10.0.0/8",
  "::1/129",
  "10.0.0.0/",
  "10.0.0.0/8/8",
  "10.0.0.0/-1",
  "proxy.example",
  "",
  "::ffff:10.0.0.0/104",
])("%o is rejected as a proxy block", (block) => {
  expect(() => trustProxies(["127.0.0.1", block])).toThrow(
    new RangeError(`${JSON.stringify(block)} is neither an address nor a CIDR block like 10.0.0.0/8`),
  );
});
