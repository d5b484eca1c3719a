import { checkName } from "@doubloon/shared/names";
import { expect, it } from "vitest";
import { botName } from "./botNames.ts";

it("gives a thousand bots valid and different names", () => {
  const names = Array.from({ length: 1000 }, (_, i) => botName(i));
  for (const name of names) expect(checkName(name)).toEqual({ ok: true, name });
  expect(new Set(names).size).toBe(names.length);
});
