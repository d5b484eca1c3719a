import { expect, test } from "vitest";
import { isKnown, tagOf } from "./entityTag.ts";

const known = (header: string | undefined, tag: string): boolean =>
  isKnown({ headers: header === undefined ? {} : { "if-none-match": header } }, tag);

test("a tag is a quoted text that depends on the content alone", () => {
  expect(tagOf("a")).toMatch(/^"[\w-]{16}"$/);
  expect(tagOf(Buffer.from("a"))).toBe(tagOf("a"));
  expect(tagOf("b")).not.toBe(tagOf("a"));
});

test("a client knows what it names, alone or in a list, weak or not, or with a star", () => {
  for (const header of ['"a"', 'W/"a"', '"b", "a"', '"b",W/"a"', "*"]) {
    expect([header, known(header, '"a"'), known(header, 'W/"a"')]).toEqual([header, true, true]);
  }
  for (const header of [undefined, "", '"b"', '"aa"', "a", '"a', ","]) {
    expect([header, known(header, '"a"')]).toEqual([header, false]);
  }
});
