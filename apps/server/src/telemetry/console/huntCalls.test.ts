// Calls of a gateway's console to the world's hunts, through the messages as they are sent.
import type { AdminHunt } from "@doubloon/shared/protocol/adminHunts";
import { expect, it } from "vitest";
import type { HuntSources } from "../../admin/hunts/huntSources.ts";
import { noHunts } from "../../admin/hunts/noHunts.ts";
import { readToGateway, readToWorld } from "./consoleMessages.ts";
import { makeHuntAnswers } from "./huntAnswers.ts";
import { openHuntCalls } from "./huntCalls.ts";

function connect(world: HuntSources) {
  const sent: string[] = [];
  const calls = openHuntCalls((message) => {
    const read = readToWorld(JSON.stringify(message));
    if (read?.is === "askHunts" || read?.is === "askMap") answers.take("g", read);
  });
  const answers = makeHuntAnswers(world, (_, message) => {
    sent.push(message.is);
    const read = readToGateway(JSON.stringify(message));
    if (read?.is === "hunts" || read?.is === "huntAnswer" || read?.is === "liveMap") calls.take(read);
  });
  return { sources: calls.sources, answers, sent };
}

it("carries every call to the world and its answer back", async () => {
  const { sources } = connect({
    ...noHunts,
    order: async (order, by) => ({ ok: true, text: `${order.act} by ${by}` }),
    dryRun: async (definition, hunters) => ({ ok: false, errors: [`${definition} ${hunters}`] }),
  });
  expect(await sources.order({ act: "pause", hunt: 2 }, "anne")).toEqual({ ok: true, text: "pause by anne" });
  expect(await sources.dryRun("x", 9)).toEqual({ ok: false, errors: ["x 9"] });
  expect(await sources.results(1)).toMatchObject({ ok: false });
});

it("answers a call whose execution throws, and says nothing of the error", async () => {
  const { sources } = connect({
    ...noHunts,
    results: async () => {
      throw new Error("cache at 17,4");
    },
  });
  expect(await sources.results(1)).toEqual({ ok: false, text: "The world could not answer." });
});

it("sends each gateway the lists once, and again when they have changed or it is new", () => {
  let hunts: readonly AdminHunt[] = [];
  const { sources, answers, sent } = connect({ ...noHunts, hunts: () => hunts });
  answers.publish(["g"]);
  answers.publish(["g"]);
  expect(sent).toEqual(["hunts"]);
  hunts = [{ hunt: 1 } as AdminHunt];
  answers.publish(["g"]);
  expect(sources.hunts()).toEqual(hunts);
  answers.publish([]);
  answers.publish(["g"]);
  expect(sent).toEqual(["hunts", "hunts", "hunts"]);
});
