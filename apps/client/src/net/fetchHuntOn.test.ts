import { expect, it } from "vitest";
import { firstHunt } from "./fetchHuntOn.ts";

const hunt = (title: string, phase: string, startsAt: number) => ({
  title,
  phase,
  startsAt,
  endsAt: startsAt + 10,
});

it("shows the hunt that is on before one to come, and of those the soonest", () => {
  const scheduled = [hunt("Late", "scheduled", 90), hunt("Soon", "scheduled", 50)];
  const over = hunt("Before", "archived", 1);
  expect(firstHunt({ hunts: [over, hunt("Now", "running", 5)], scheduled })?.title).toBe("Now");
  expect(firstHunt({ hunts: [over], scheduled })).toEqual({ title: "Soon", startsAt: 50, endsAt: 60 });
  expect(firstHunt({ hunts: [over], scheduled: [] })).toBeUndefined();
});

it("takes anything else as no hunt", () => {
  for (const page of [undefined, null, 7, "x", [], { hunts: 3 }, { hunts: [null, {}, { title: "x" }] }])
    expect(firstHunt(page)).toBeUndefined();
});
