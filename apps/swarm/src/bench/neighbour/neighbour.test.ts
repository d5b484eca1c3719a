import { expect, it } from "vitest";
import { Neighbour } from "./neighbour.ts";

it("a neighbour starts on command, ends by itself after its time, and can be stopped before", async () => {
  const short = await Neighbour.ready("quarter", 50);
  short.begin();
  await short.ended;
  const long = await Neighbour.ready("core", 600_000);
  long.begin();
  await long.stop();
  await expect(long.ended).resolves.toBeUndefined();
});
