import { expect, it } from "vitest";
import { linkedCode, teamCodeOf, teamLink } from "./teamCode.ts";

it("takes a code as people write it, and nothing that cannot be one", () => {
  expect(teamCodeOf(" gu-ll 7 ")).toBe("GULL7");
  expect(teamCodeOf("--")).toBeUndefined();
  expect(teamCodeOf("abc")).toBeUndefined();
  expect(teamCodeOf("ABCDEFGHIJKLM")).toBeUndefined();
});

it("reads the code that it puts into a link, and leaves nothing else of the address in it", () => {
  const link = teamLink("http://island.test/play/?hunt=3#results/3", "GULL7");
  expect(link).toBe("http://island.test/play/?team=GULL7");
  expect(linkedCode(link)).toBe("GULL7");
  expect(linkedCode("http://island.test/")).toBeUndefined();
});
