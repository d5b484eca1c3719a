import fc from "fast-check";
import { expect, test } from "vitest";
import {
  MAX_REVOKED_PLAYERS,
  MAX_TOKEN_KEYS,
  NO_TOKEN_STATE,
  newTokenKey,
  TokenKeys,
  type TokenState,
  tokenKeyOf,
} from "./tokenKeys.ts";

const keys = [1, 2, 3].map((i) => tokenKeyOf(new Uint8Array(32).fill(i), i, false));
const players = ["A", "B"].map((letter) => letter.repeat(22));
const states = fc.record({
  keys: fc
    .subarray(keys)
    .chain((some) =>
      fc.tuple(
        ...some.map((key) =>
          fc.record({ bare: fc.boolean(), retired: fc.boolean() }).map((flags) => ({ ...key, ...flags })),
        ),
      ),
    ),
  revoked: fc.dictionary(fc.constantFrom(...players), fc.nat(9)),
  revokedAll: fc.nat(9),
});

/** The state in a canonical order. */
function ordered({ keys, revoked, revokedAll }: TokenState): unknown {
  const positive = Object.entries(revoked).filter(([, atS]) => atS > 0);
  return { keys: [...keys].sort((a, b) => a.madeMs - b.madeMs), revoked: positive.sort(), revokedAll };
}

test("states merge to the same result in any order and any number of times", () => {
  fc.assert(
    fc.property(fc.array(states, { minLength: 1, maxLength: 4 }), (all) => {
      const [one, other] = [new TokenKeys(NO_TOKEN_STATE), new TokenKeys(NO_TOKEN_STATE)];
      for (const state of all) one.merge(state);
      for (const state of [...all, ...all].reverse()) other.merge(state);
      expect(ordered(other.state)).toEqual(ordered(one.state));
      for (const state of all) expect(one.merge(state)).toBe(false);
    }),
    { seed: 1 },
  );
});

test("listeners are called once per change, and not without one", () => {
  const ring = new TokenKeys({ ...NO_TOKEN_STATE, keys: keys.slice(0, 1) });
  let notified = 0;
  const stop = ring.onChanged(() => notified++);
  ring.merge({ ...NO_TOKEN_STATE, keys });
  ring.merge({ ...NO_TOKEN_STATE, keys });
  expect(notified).toBe(1);
  stop();
  ring.merge({ ...NO_TOKEN_STATE, revokedAll: 5 });
  expect(notified).toBe(1);
});

test("the numbers of keys and revocations are bounded", () => {
  const ring = new TokenKeys(NO_TOKEN_STATE);
  for (let i = 0; i < MAX_TOKEN_KEYS + 10; i++) ring.merge({ ...NO_TOKEN_STATE, keys: [newTokenKey(i)] });
  expect([...ring.keys].length).toBe(MAX_TOKEN_KEYS);
  const revoked = Object.fromEntries(
    Array.from({ length: MAX_REVOKED_PLAYERS + 10 }, (_, i) => [`p${i}`, 1]),
  );
  ring.merge({ ...NO_TOKEN_STATE, revoked });
  expect(Object.keys(ring.state.revoked).length).toBe(MAX_REVOKED_PLAYERS);
});
