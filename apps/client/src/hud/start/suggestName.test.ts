import { checkName } from "@doubloon/shared/names";
import { expect, it } from "vitest";
import { FIRST_WORDS, LAST_WORDS } from "./nameWords.ts";
import { suggestName } from "./suggestName.ts";

it("N2 suggests only names that checkName accepts", () => {
  for (const first of FIRST_WORDS) {
    for (const last of LAST_WORDS) {
      const name = `${first} ${last}`;
      expect(checkName(name)).toEqual({ ok: true, name });
    }
  }
});

it("can pick the first and the last word of each list", () => {
  expect(suggestName(() => 0)).toBe(`${FIRST_WORDS[0]} ${LAST_WORDS[0]}`);
  expect(suggestName(() => 0.999999)).toBe(`${FIRST_WORDS.at(-1)} ${LAST_WORDS.at(-1)}`);
});
