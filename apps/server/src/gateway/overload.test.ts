// Who waits at an overloaded gateway: newcomers, and neither those who come back nor exempt connections.
import { expect, it } from "vitest";
import { trustProxies } from "../lib/clientAddress.ts";
import { AddressRules } from "./admission/addressRules.ts";
import { Newcomers } from "./admission/newcomers.ts";
import { refusalOf, startGateway } from "./testing/gatewayFixture.ts";

const CROWD = 10;

function makeNewcomers() {
  const newcomers = new Newcomers(() => 0, 0);
  const observe = (load: number): void => {
    for (let second = 0; second <= 10; second++) newcomers.observe(load, 1_000 * second);
  };
  return { newcomers, observe };
}

it("newcomers wait, returning players do not, until the load has fallen", async () => {
  const { newcomers, observe } = makeNewcomers();
  await using fixture = await startGateway({}, { newcomers });
  const { welcome } = await fixture.join();
  observe(1);
  for (let i = 0; i < CROWD; i++) await fixture.join();
  const refusal = await refusalOf(fixture.client());
  expect(refusal).toMatchObject({ code: "serverFull", retryAfterMs: 100 });
  const again = await fixture.join({ token: welcome.token });
  expect(again.welcome.playerId).toBe(welcome.playerId);
  observe(0.5);
  await fixture.join();
});

it("connections that are exempt from limits by address do not wait: load tests", async () => {
  const { newcomers, observe } = makeNewcomers();
  const addresses = new AddressRules({ trustsProxy: trustProxies([]), exemptLoopback: true, ownPlayers: 0 });
  await using fixture = await startGateway({}, { newcomers, addresses });
  observe(1);
  for (let i = 0; i <= CROWD; i++) await fixture.join();
});
