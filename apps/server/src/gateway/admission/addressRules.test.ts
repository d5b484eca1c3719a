import { expect, test } from "vitest";
import { trustProxies } from "../../lib/clientAddress.ts";
import { AddressRules } from "./addressRules.ts";

const make = (options: { exemptLoopback?: boolean; ownPlayers?: number; proxies?: string[] } = {}) =>
  new AddressRules({
    trustsProxy: trustProxies(options.proxies ?? []),
    exemptLoopback: options.exemptLoopback ?? false,
    ownPlayers: options.ownPlayers ?? 0,
  });
const LOOPBACK = { remoteAddress: "::ffff:127.0.0.1", localAddress: "::ffff:127.0.0.1" };
const STRANGER = { remoteAddress: "203.0.113.9", localAddress: "192.0.2.1" };

test("loopback is limited like any address unless the setting exempts it", () => {
  expect(make().ofPeer(LOOPBACK)).toEqual({ address: "127.0.0.1", group: "127.0.0.1", extra: 0 });
  const exempt = make({ exemptLoopback: true });
  expect(exempt.ofPeer(LOOPBACK).group).toBeUndefined();
  expect(exempt.ofClient(LOOPBACK, undefined).group).toBeUndefined();
  expect(exempt.ofPeer(STRANGER).group).toBe("203.0.113.9");
});

test("this machine's limits are raised by the number of bots, at all its addresses", () => {
  const rules = make({ ownPlayers: 30 });
  expect(rules.ofPeer(LOOPBACK).extra).toBe(30);
  expect(rules.ofPeer({ remoteAddress: "192.0.2.1", localAddress: "192.0.2.1" }).extra).toBe(30);
  expect(rules.ofPeer(STRANGER).extra).toBe(0);
});

test("a trusted proxy is exempt as a peer; the clients behind it are limited", () => {
  const rules = make({ proxies: ["192.0.2.0/24"], ownPlayers: 30 });
  const proxy = { remoteAddress: "192.0.2.1", localAddress: "192.0.2.1" };
  expect(rules.ofPeer(proxy).group).toBeUndefined();
  expect(rules.ofClient(proxy, "2001:db8::7")).toEqual({
    address: "2001:db8::7",
    group: "2001:db8::/64",
    extra: 0,
  });
  expect(rules.ofClient(STRANGER, "2001:db8::7").group).toBe("203.0.113.9");
});

test("connections without an address after a reset form one group", () => {
  expect(make().ofPeer({})).toEqual({ address: "unknown", group: "unknown", extra: 0 });
});
