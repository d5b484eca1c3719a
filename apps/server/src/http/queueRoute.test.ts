import Fastify from "fastify";
import { expect, test } from "vitest";
import { queueRoute, queueStatus } from "./queueRoute.ts";

test.each([
  ["an empty queue", { waiting: 0, room: 100, perSecond: 10 }, [0, 0, 0]],
  ["a short queue", { waiting: 25, room: 100, perSecond: 10 }, [25, 3, 0]],
  ["a full queue", { waiting: 100, room: 100, perSecond: 10 }, [100, 10, 10]],
  ["a queue without capacity", { waiting: 0, room: 0, perSecond: 10 }, [0, 0, 1]],
] as const)("%s", (_what, source, [waiting, waitSeconds, retryAfterSeconds]) => {
  expect(queueStatus(source)).toEqual({ waiting, waitSeconds, retryAfterSeconds });
});

test("the response is JSON and not cached", async () => {
  const app = Fastify();
  queueRoute(app, { waiting: 7, room: 100, perSecond: 2 });
  const answer = await app.inject({ url: "/queue" });
  expect(answer.json()).toEqual({ waiting: 7, waitSeconds: 4, retryAfterSeconds: 0 });
  expect(answer.headers["cache-control"]).toBe("no-store");
  await app.close();
});
