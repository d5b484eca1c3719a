import { expect, it } from "vitest";
import { readToGateway, readToWorld } from "./consoleMessages.ts";

it.each([
  "",
  "{",
  "null",
  "[]",
  '{"is":"king"}',
  '{"is":"askBoard"}',
  '{"is":"report","figures":{},"worst":[]}',
])("a gateway's message that does not fit is dropped: %s", (text) =>
  expect(readToWorld(text)).toBeUndefined(),
);

it.each(["", "7", '{"is":"board","page":5}', '{"is":"sample","sample":null,"worst":[]}', '{"is":"board"}'])(
  "the world's message that does not fit is dropped: %s",
  (text) => expect(readToGateway(text)).toBeUndefined(),
);

it("messages that fit are read", () => {
  const query = { offset: 0, limit: 10, search: "" };
  expect(readToWorld(JSON.stringify({ is: "askBoard", query }))).toEqual({ is: "askBoard", query });
  const page = { rows: [], total: 0, query };
  expect(readToGateway(JSON.stringify({ is: "board", page }))).toEqual({ is: "board", page });
});
