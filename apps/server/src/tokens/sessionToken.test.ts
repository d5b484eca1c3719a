import { jwtVerify, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { newPlayerId } from "./playerId.ts";
import { makeSessionTokens } from "./sessionToken.ts";
import { NO_TOKEN_STATE, TokenKeys, tokenKeyOf } from "./tokenKeys.ts";

const DAY_MS = 86_400_000;
const NOW_MS = 100 * DAY_MS;
const NOW_S = NOW_MS / 1000;
const secret = new Uint8Array(32).fill(1);
const first = tokenKeyOf(secret, DAY_MS, false);
const second = tokenKeyOf(new Uint8Array(32).fill(2), 2 * DAY_MS, false);
const ringOf = (...keys: readonly (typeof first)[]) => new TokenKeys({ ...NO_TOKEN_STATE, keys });
const tokensOf = (...keys: readonly (typeof first)[]) => makeSessionTokens(ringOf(...keys), () => NOW_MS);
const tokens = tokensOf(first);

test("a token identifies its player", () => {
  const playerId = newPlayerId();
  expect(playerId).toMatch(/^[\w-]{22}$/);
  expect(tokens.read(tokens.issue(playerId))).toBe(playerId);
});

test("a token is a JSON Web Token that other software can verify and issue", async () => {
  const playerId = newPlayerId();
  const { payload, protectedHeader } = await jwtVerify(tokens.issue(playerId), secret, {
    issuer: "doubloon",
  });
  expect(payload).toEqual({ iss: "doubloon", sub: playerId, iat: NOW_S });
  const header = { alg: "HS256", kid: first.id };
  expect(protectedHeader).toEqual(header);
  const made = new SignJWT().setProtectedHeader(header).setIssuer("doubloon").setSubject(playerId);
  expect(tokens.read(await made.sign(secret))).toBe(playerId);
});

test("tokens of another secret or issuer, changed ones and unsigned ones are invalid", async () => {
  const playerId = newPlayerId();
  const token = tokens.issue(playerId);
  const [header, , signature] = token.split(".");
  const other = Buffer.from(JSON.stringify({ iss: "doubloon", sub: newPlayerId() })).toString("base64url");
  const none = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
  const sign = (iss: string, sub: string, kid = first.id): Promise<string> =>
    new SignJWT().setProtectedHeader({ alg: "HS256", kid }).setIssuer(iss).setSubject(sub).sign(secret);
  const forged = [
    tokensOf(second).issue(playerId),
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
  for (const token of forged) expect(tokens.read(token)).toBeUndefined();
});

describe("several keys", () => {
  test("the newest signs, tokens of all are valid, and an old token is renewed", () => {
    const playerId = newPlayerId();
    const [old, both] = [tokensOf(first), tokensOf(second, first)];
    const token = old.issue(playerId);
    expect(both.read(token)).toBe(playerId);
    expect(old.read(both.issue(playerId))).toBeUndefined();
    const renewed = both.renew(token, playerId);
    expect(tokensOf(second).read(renewed)).toBe(playerId);
    expect(both.renew(renewed, playerId)).toBe(renewed);
  });

  test("a new key does not sign until every machine has it", () => {
    const fresh = tokenKeyOf(new Uint8Array(32).fill(3), NOW_MS - 1_000, false);
    const token = tokensOf(first, fresh).issue(newPlayerId());
    expect(tokens.read(token)).toBeDefined();
    expect(tokensOf(fresh).read(tokensOf(fresh).issue(newPlayerId()))).toBeDefined();
  });

  test("tokens without a key id are valid only for keys that signed before there were ids", async () => {
    const playerId = newPlayerId();
    const bare = await new SignJWT()
      .setProtectedHeader({ alg: "HS256" })
      .setIssuer("doubloon")
      .setSubject(playerId)
      .sign(secret);
    const previous = tokenKeyOf(secret, 0, true);
    expect(tokensOf(second, previous).read(bare)).toBe(playerId);
    expect(tokensOf(second, first).read(bare)).toBeUndefined();
    const renewed = tokensOf(second, previous).renew(bare, playerId);
    expect(tokensOf(second).read(renewed)).toBe(playerId);
  });

  test("tokens of a retired key are invalid at once", () => {
    const ring = ringOf(first, second);
    const both = makeSessionTokens(ring, () => NOW_MS);
    const token = tokens.issue(newPlayerId());
    expect(both.read(token)).toBeDefined();
    ring.merge({ ...NO_TOKEN_STATE, keys: [{ ...first, retired: true }] });
    expect(both.read(token)).toBeUndefined();
  });
});

describe("revoked tokens", () => {
  test("a player's earlier tokens are invalid at once, later ones are valid, and other players' are unaffected", () => {
    const ring = ringOf(first);
    const own = makeSessionTokens(ring, () => NOW_MS);
    const [victim, other] = [newPlayerId(), newPlayerId()];
    const [stolen, kept] = [own.issue(victim), own.issue(other)];
    ring.merge({ ...NO_TOKEN_STATE, revoked: { [victim]: NOW_S } });
    expect(own.read(stolen)).toBeUndefined();
    expect(own.read(kept)).toBe(other);
    expect(own.read(own.issue(victim))).toBe(victim);
  });

  test("all players' earlier tokens are invalid, including those without a time of issue", async () => {
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
