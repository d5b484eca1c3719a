import { describe, expect, it } from "vitest";
import { decide, type Position, readTerms, type Term, withTerm, writeTerms } from "./worldTerms.ts";

const world = (save: number, ...terms: readonly (readonly [token: number, from: number])[]): Position => ({
  lineage: "A",
  save,
  terms: terms.map(([token, from]): Term => ({ token, from })),
});
const verdict = (own: Position, published: Position) => {
  const { winner, keep } = decide(own, published);
  return `${winner}${keep ? ", other kept" : ""}`;
};

describe("with one lineage", () => {
  it("the newer save of a term wins wherever it is, and the older one is not kept", () => {
    expect(verdict(world(9, [10, 0]), world(7, [10, 0]))).toBe("own");
    expect(verdict(world(7, [10, 0]), world(9, [10, 0]))).toBe("published");
    expect(verdict(world(9, [10, 0]), world(9, [10, 0]))).toBe("published");
  });

  it("a world that descends from the other one wins, in any term", () => {
    const later = world(20, [10, 0], [11, 9], [12, 15]);
    expect(verdict(world(9, [10, 0]), later)).toBe("published");
    expect(verdict(later, world(15, [10, 0], [11, 9]))).toBe("own");
    // As with a Redis restored from an old file.
    expect(verdict(later, world(3, [10, 0]))).toBe("own");
  });

  it("of two diverged worlds the later term wins over more saves, and the other one is kept", () => {
    const left = world(500, [10, 0]);
    const right = world(30, [10, 0], [11, 9]);
    expect(verdict(left, right)).toBe("published, other kept");
    expect(verdict(right, left)).toBe("own, other kept");
  });

  it("a world without terms is an ancestor of saves up to the first term", () => {
    expect(verdict(world(4), world(9, [10, 4]))).toBe("published");
    expect(verdict(world(6), world(9, [10, 4]))).toBe("published, other kept");
    expect(verdict(world(6), world(5))).toBe("own");
  });

  it("worlds whose common term is no longer listed count as diverged", () => {
    let terms: readonly Term[] = [];
    for (let token = 1; token <= 100; token++) terms = withTerm(terms, token, token);
    expect(terms.length).toBe(64);
    expect(
      verdict({ lineage: "A", save: 2, terms: [{ token: 2, from: 2 }] }, { lineage: "A", save: 100, terms }),
    ).toBe("published, other kept");
  });
});

it("with two lineages the published world wins, and the own one is kept", () => {
  expect(verdict({ ...world(900, [10, 0]), lineage: "B" }, world(1, [9, 0]))).toBe("published, other kept");
});

it("terms read back as written; damaged ones are empty", () => {
  const terms = withTerm(withTerm([], 10, 0), 11, 5);
  expect(readTerms(writeTerms(terms))).toEqual(terms);
  expect(withTerm(terms, 11, 9)).toBe(terms);
  for (const text of ["", "{", '[{"token":-1,"from":0}]']) expect(readTerms(Buffer.from(text))).toEqual([]);
  expect(readTerms(undefined)).toEqual([]);
});
