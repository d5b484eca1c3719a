import { expect, test } from "vitest";
import { ScriptedHunt } from "../../testing/scriptedHunt.ts";

test("a hunt runs from its announcement to the archive", () => {
  const script = new ScriptedHunt({ seed: 1, players: 24 });
  script.until(({ state }) => state.phase === "podium");
  expect(script.state.found.length).toBe(script.state.caches.count);
  script.play();
  const types = script.facts
    .map(({ type }) => type)
    .filter((type) => /^hunt(Announced|Sealed|Over|Archived)$/.test(type));
  expect(types).toEqual(["huntAnnounced", "huntSealed", "huntOver", "huntArchived"]);
});
