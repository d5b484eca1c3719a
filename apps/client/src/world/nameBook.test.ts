import type { MoverId } from "@doubloon/shared/ids";
import { describe, expect, it } from "vitest";
import { NameBook } from "./nameBook.ts";

const movers = (...ids: number[]) => ids as MoverId[];
const inView = (...ids: number[]) => new Map(ids.map((id) => [id as MoverId, true]));

describe("NameBook", () => {
  it("asks for each unknown mover once, in batches of at most 256", () => {
    const book = new NameBook();
    const many = Array.from({ length: 300 }, (_, i) => i as MoverId);
    expect(book.wanted(many, 0)).toHaveLength(256);
    expect(book.wanted(many, 100)).toEqual([]);
    expect(book.wanted(many, 300)).toEqual(many.slice(256));
    book.learn({ 3: "Anne" });
    expect(book.nameOf(3 as MoverId)).toBe("Anne");
    expect(book.wanted(many, 10_000)).not.toContain(3);
  });

  it("forgets who has gone, since the number is given to somebody else", () => {
    const book = new NameBook();
    book.wanted(movers(1, 2), 0);
    book.learn({ 1: "Anne", 2: "Mary" });
    book.keepOnly(inView(2));
    expect(book.nameOf(1 as MoverId)).toBeUndefined();
    expect(book.nameOf(2 as MoverId)).toBe("Mary");
    expect(book.wanted(movers(1, 2), 1000)).toEqual([1]);
  });

  it("does not take an answer for one who has gone meanwhile, or was not asked for", () => {
    const book = new NameBook();
    book.wanted(movers(1), 0);
    book.keepOnly(inView());
    book.learn({ 1: "Anne", 9: "Nobody" });
    expect(book.nameOf(1 as MoverId)).toBeUndefined();
    expect(book.nameOf(9 as MoverId)).toBeUndefined();
  });
});
