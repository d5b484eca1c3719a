import { jwtVerify, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { makeSessionTokens, newPlayerId } from "./sessionToken.ts";
import { NO_TOKEN_STATE, TokenKeys, tokenKeyOf } from "./tokenKeys.ts";

const DAY_MS = 86_400_000;
const NOW_MS = 100 * DAY_MS;
const NOW_S = NOW_MS / 1000;
const secret = new Uint8Array(32).fill(1);
const first = tokenKeyOf(secret, DAY_MS, false);
const second = tokenKeyOf(new Uint8Array(32).fill(2), 2 * DAY_MS, false);
const ringOf = (...keys: readonly (typeof first)[]) => new TokenKeys({ ...NO_TOKEN_STATE, keys });
const passesOf = (...keys: readonly (typeof first)[]) => makeSessionTokens(ringOf(...keys), () => NOW_MS);
const passes = passesOf(first);

test("a pass says whose it is", () => {
  const playerId = newPlayerId();
  expect(playerId).toMatch(/^[\w-]{22}$/);
  expect(passes.read(passes.issue(playerId))).toBe(playerId);
});

test("a pass is a JSON Web Token that others can check and make", async () => {
  const playerId = newPlayerId();
  const { payload, protectedHeader } = await jwtVerify(passes.issue(playerId), secret, {
    issuer: "doubloon",
  });
  expect(payload).toEqual({ iss: "doubloon", sub: playerId, iat: NOW_S });
  const header = { alg: "HS256", kid: first.id };
  expect(protectedHeader).toEqual(header);
  const made = new SignJWT().setProtectedHeader(header).setIssuer("doubloon").setSubject(playerId);
  expect(passes.read(await made.sign(secret))).toBe(playerId);
});

test("a pass of another secret, a changed one, one without signature or of another issuer is nobody's", async () => {
  const playerId = newPlayerId();
  const token = passes.issue(playerId);
  const [header, , signature] = token.split(".");
  const other = Buffer.from(JSON.stringify({ iss: "doubloon", sub: newPlayerId() })).toString("base64url");
  const none = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
  const sign = (iss: string, sub: string, kid = first.id): Promise<string> =>
    new SignJWT().setProtectedHeader({ alg: "HS256", kid }).setIssuer(iss).setSubject(sub).sign(secret);
  const forged = [
    passesOf(second).issue(playerId),
    `${header}.${other}.${signature}`,
    `${none}.${other}.`,
    `${token}.${signature}`,
    `${header}.${other}`,
    await sign("elsewhere", playerId),
    await sign("doubloon", "../../etc"),
    await sign("doubloon", playerId, second.id),
    "",
    "x".repeat(1_000),
  ];
  for (const token of forged) expect(passes.read(token)).toBeUndefined();
});

describe("several keys", () => {
  test("the newest signs, all of them count, and an old pass is renewed", () => {
    const playerId = newPlayerId();
    const [old, both] = [passesOf(first), passesOf(second, first)];
    const token = old.issue(playerId);
    expect(both.read(token)).toBe(playerId);
    expect(old.read(both.issue(playerId))).toBeUndefined();
    const renewed = both.renew(token, playerId);
    expect(passesOf(second).read(renewed)).toBe(playerId);
    expect(both.renew(renewed, playerId)).toBe(renewed);
  });

  test("a key that is only just made signs nothing until every machine knows it", () => {
    const fresh = tokenKeyOf(new Uint8Array(32).fill(3), NOW_MS - 1_000, false);
    const token = passesOf(first, fresh).issue(newPlayerId());
    expect(passes.read(token)).toBeDefined();
    expect(passesOf(fresh).read(passesOf(fresh).issue(newPlayerId()))).toBeDefined();
  });

  test("passes without a key id are of the keys that signed before there were ids, and of no other", async () => {
    const playerId = newPlayerId();
    const bare = await new SignJWT()
      .setProtectedHeader({ alg: "HS256" })
      .setIssuer("doubloon")
      .setSubject(playerId)
      .sign(secret);
    const former = tokenKeyOf(secret, 0, true);
    expect(passesOf(second, former).read(bare)).toBe(playerId);
    expect(passesOf(second, first).read(bare)).toBeUndefined();
    const renewed = passesOf(second, former).renew(bare, playerId);
    expect(passesOf(second).read(renewed)).toBe(playerId);
  });

  test("passes of a retired key are nobody's, at once", () => {
    const ring = ringOf(first, second);
    const both = makeSessionTokens(ring, () => NOW_MS);
    const token = passes.issue(newPlayerId());
    expect(both.read(token)).toBeDefined();
    ring.merge({ ...NO_TOKEN_STATE, keys: [{ ...first, retired: true }] });
    expect(both.read(token)).toBeUndefined();
  });
});

describe("revoked passes", () => {
  test("a player's passes until then are nobody's, at once; one issued after counts; others are untouched", () => {
    const ring = ringOf(first);
    const own = makeSessionTokens(ring, () => NOW_MS);
    const [robbed, other] = [newPlayerId(), newPlayerId()];
    const [stolen, kept] = [own.issue(robbed), own.issue(other)];
    ring.merge({ ...NO_TOKEN_STATE, revoked: { [robbed]: NOW_S } });
    expect(own.read(stolen)).toBeUndefined();
    expect(own.read(kept)).toBe(other);
    expect(own.read(own.issue(robbed))).toBe(robbed);
  });

  test("everybody's passes until then are nobody's, those that do not say when they were issued included", async () => {
    const ring = ringOf(tokenKeyOf(secret, 0, true));
    const own = makeSessionTokens(ring, () => NOW_MS);
    const bare = await new SignJWT()
      .setProtectedHeader({ alg: "HS256" })
      .setIssuer("doubloon")
      .setSubject(newPlayerId())
      .sign(secret);
    const tokens = [own.issue(newPlayerId()), bare];
    ring.merge({ ...NO_TOKEN_STATE, revokedAll: NOW_S });
    for (const token of tokens) expect(own.read(token)).toBeUndefined();
    const later = own.issue(newPlayerId());
    expect(own.read(later)).toBeDefined();
  });
});
