import { describe, expect, it } from "vitest";
import { exampleBodies, exampleHunt, exampleMap, linked } from "../../testing/fairLogs.ts";
import { hashOf } from "../canonical.ts";
import type { LogBody } from "../log.ts";
import { verifyLog } from "./verifyLog.ts";

const log = linked(exampleBodies);

/** The log with one body changed and everything linked anew: what a server could publish instead. */
function rewritten(type: LogBody["type"], hunt: number, change: object, nth = 0) {
  const target = exampleBodies.filter((body) => body.type === type && body.hunt === hunt)[nth];
  expect(target).toBeDefined();
  return linked(exampleBodies.map((body) => (body === target ? ({ ...body, ...change } as LogBody) : body)));
}

function reason(tampered: unknown, map = exampleMap): string {
  const verdict = verifyLog(tampered, map);
  return verdict.ok ? "it holds" : verdict.reason;
}

describe("a true log", () => {
  it("holds, and its closed hunts are recomputed", () => {
    const verdict = verifyLog(JSON.parse(JSON.stringify(log)), exampleMap);
    expect(verdict).toMatchObject({
      ok: true,
      entries: exampleBodies.length,
      head: log.entries.at(-1)?.hash,
    });
    if (!verdict.ok) return;
    expect(verdict.hunts.map(({ closed, recomputed }) => [closed?.type, recomputed?.caches.length])).toEqual([
      ["revealed", 6],
      ["cancelled", 6],
      ["cancelled", undefined],
      ["revealed", 6],
      [undefined, undefined],
    ]);
  });

  it("holds at every length, as it grows", () => {
    for (let length = 0; length <= log.entries.length; length++)
      expect(verifyLog({ format: 1, entries: log.entries.slice(0, length) }, exampleMap).ok).toBe(true);
  });

  it("holds without the map, and on another map, but is not recomputed", () => {
    for (const map of [undefined, { ...exampleMap, version: "another" }]) {
      const verdict = verifyLog(log, map);
      expect(verdict.ok && verdict.hunts.every(({ recomputed }) => recomputed === undefined)).toBe(true);
    }
  });

  it("is recomputed only where that is wanted", () => {
    const verdict = verifyLog(log, exampleMap, (hunt) => hunt === 4);
    const hunts = verdict.ok ? verdict.hunts : [];
    expect(hunts.filter(({ recomputed }) => recomputed).map(({ announced }) => announced.hunt)).toEqual([4]);
  });
});

describe("one byte changed anywhere", () => {
  it("is refused with a reason", () => {
    const text = JSON.stringify(log);
    const accepted: string[] = [];
    // A stride that is prime to the length of an entry's parts visits every kind of byte.
    for (let at = 0; at < text.length; at += 7) {
      const changed = String.fromCharCode(text.charCodeAt(at) ^ (1 + (at % 3)));
      const tampered = text.slice(0, at) + changed + text.slice(at + 1);
      let parsed: unknown;
      try {
        parsed = JSON.parse(tampered);
      } catch {
        continue;
      }
      const verdict = verifyLog(parsed, exampleMap);
      if (verdict.ok || verdict.reason.length < 10) accepted.push(tampered.slice(at - 20, at + 20));
    }
    expect(accepted).toEqual([]);
  });

  it("names the entry", () => {
    const entries = log.entries.map((entry, i) =>
      i === 3 ? { ...entry, body: { ...entry.body, atMs: 5 } } : entry,
    );
    expect(verifyLog({ format: 1, entries }, exampleMap)).toEqual({
      ok: false,
      at: 3,
      reason: "it does not have its hash",
    });
  });
});

describe("a log that was linked anew", () => {
  const hunt = exampleHunt(1, "revealed");
  const found = hunt.bodies.filter((body) => body.type === "found");

  it("is refused with a leaf changed", () => {
    const leaf = { ...found[0].leaf, value: 5000 };
    expect(reason(rewritten("found", 1, { leaf }))).toMatch(/cache 4 is not under the root/);
  });

  it("is refused with a place changed", () => {
    const leaf = { ...found[1].leaf, tileX: found[1].leaf.tileX + 1 };
    expect(reason(rewritten("found", 1, { leaf }, 1))).toMatch(/cache 0 is not under the root/);
  });

  it("is refused with two finds' proofs exchanged", () => {
    expect(reason(rewritten("found", 1, { proof: found[1].proof }))).toMatch(/cache 4 is not under the root/);
  });

  it("is refused with a cache found twice", () => {
    expect(reason(rewritten("found", 1, found[0], 1))).toMatch(/cache 4 was found before/);
  });

  it.each<[string, LogBody["type"], object, RegExp]>([
    ["the secret", "revealed", { secret: "ab".repeat(32) }, /the secret does not match the commitment/],
    ["the commitment", "announced", { commitment: "ab".repeat(32) }, /secret does not match the commitment/],
    ["a nonce", "sealed", { nonces: ["00".repeat(16)] }, /do not have the published root/],
    ["the announced time", "announced", { atMs: 17 }, /do not have the published root/],
    ["the map's tiles", "announced", { eligibleHash: "ab".repeat(32) }, /eligible tiles do not have/],
    ["the number of caches", "sealed", { caches: 5 }, /cache 4 is not under the root/],
    ["too many caches", "sealed", { caches: 2501 }, /2501 caches, expected at most 2500/],
    ["the root", "sealed", { root: "ab".repeat(32) }, /cache 4 is not under the root/],
    ["the detector's hash", "announced", { detectorHash: "ab".repeat(32) }, /do not have the published root/],
    ["a wrong shape", "sealed", { nonces: "none" }, /^entry\.body\.nonces is "none", expected a list/],
    ["an unknown property", "sealed", { extra: 1 }, /^entry\.body has "extra"/],
  ])("is refused with %s changed", (_, type, change, expected) => {
    expect(reason(rewritten(type, 1, change))).toMatch(expected);
  });

  it("is refused with the definition changed", () => {
    const announced = exampleBodies[0];
    if (announced.type !== "announced") throw new Error("the first entry announces");
    const definition = { ...announced.definition, mimicOneIn: 2 };
    expect(reason(rewritten("announced", 1, { definition }))).toMatch(
      /definition does not have the announced/,
    );
    const definitionHash = hashOf(definition);
    expect(reason(rewritten("announced", 1, { definition, definitionHash }))).toMatch(/published root/);
  });

  it("is refused with shares from which no plan can draw", () => {
    const announced = exampleBodies[0];
    if (announced.type !== "announced") throw new Error("the first entry announces");
    const { definition: known } = announced;
    const definition = { ...known, tiers: known.tiers.map((tier) => ({ ...tier, share: 1e9 })) };
    expect(reason(rewritten("announced", 1, { definition, definitionHash: hashOf(definition) }))).toMatch(
      /tiers\[0\]\.share is 1000000000, expected a number from 0 to 10000/,
    );
  });

  it("is refused with a plan that does not follow from the key, though every leaf opens", () => {
    // The tree of hunt 4 under the announcement of hunt 1: a server that chose its places.
    const other = exampleHunt(4, "revealed").bodies.map((body) => ({ ...body, hunt: 1 }));
    const sealed = other.find((body) => body.type === "sealed");
    const bodies = exampleBodies.map((body) => {
      if (body.hunt !== 1 || body.type === "announced" || body.type === "revealed") return body;
      if (body.type === "sealed") return { ...body, root: sealed?.root ?? "" } as LogBody;
      const finds = other.filter((found) => found.type === "found");
      return finds[body === exampleBodies[2] ? 0 : 1] as LogBody;
    });
    expect(reason(linked(bodies))).toMatch(/caches that follow from secret and entropy do not have/);
  });

  it("is refused with entries out of order", () => {
    const swapped = [...exampleBodies];
    [swapped[1], swapped[2]] = [swapped[2], swapped[1]];
    expect(reason(linked(swapped))).toMatch(/a cache is found before the root is published/);
    const entries = [...log.entries];
    [entries[2], entries[3]] = [entries[3], entries[2]];
    expect(reason({ format: 1, entries })).toMatch(/its index is 3, expected 2/);
  });

  it("is refused with a cancelled hunt left out", () => {
    expect(reason(linked(exampleBodies.filter(({ hunt }) => hunt !== 2)))).toBe(
      "hunt 3 is announced where hunt 2 is expected",
    );
  });

  it("is refused with a hunt that never ends behind eight others", () => {
    const dropped = exampleBodies.filter(({ hunt, type }) => hunt !== 2 || type === "announced");
    const more = [6, 7, 8, 9, 10, 11].flatMap((number) => exampleHunt(number, "open").bodies);
    expect(reason(linked([...dropped, ...more]))).toBe("it holds");
    const last = exampleHunt(12, "open").bodies;
    expect(reason(linked([...dropped, ...more, ...last]))).toMatch(
      /hunt 2 was announced and neither revealed/,
    );
  });

  it("is refused with a hunt going on after its end", () => {
    const bodies = [...exampleBodies, exampleBodies[1]];
    expect(reason(linked(bodies))).toMatch(/hunt 1 goes on after its end/);
  });

  it("is refused when it is no log at all", () => {
    for (const nothing of [null, 5, [], {}, { format: 2, entries: [] }, { format: 1, entries: [null] }])
      expect(reason(nothing)).not.toBe("it holds");
  });
});
