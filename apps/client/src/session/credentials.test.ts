import type { Welcome } from "@doubloon/shared/protocol/events";
import { PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import { expect, it } from "vitest";
import { memoryStorage } from "../testing/memoryStorage.ts";
import { Credentials } from "./credentials.ts";
import { readIdentity } from "./identity.ts";
import { TokenChoice } from "./tokenChoice.ts";

const version = PROTOCOL_VERSION;

it("offers name and token in the hello and remembers the server's answer", () => {
  const storage = memoryStorage();
  const identity = { name: "Anne", token: "old", muted: true };
  const credentials = new Credentials(identity, new TokenChoice(storage, "old"), storage);
  expect(credentials.hello()).toEqual({ version, name: "Anne", token: "old" });
  credentials.accepted({ name: "Anne B", token: "renewed" } as Welcome);
  expect(credentials.hello()).toEqual({ version, name: "Anne B", token: "renewed" });
  expect(readIdentity(storage)).toEqual({ name: "Anne B", token: "renewed", muted: true });
});

it("forgets a refused token and joins as a new player", () => {
  const storage = memoryStorage();
  const identity = { name: undefined, token: "old", muted: false };
  const credentials = new Credentials(identity, new TokenChoice(storage, "old"), storage);
  expect(credentials.refused()).toBe(false);
  expect(credentials.hello()).toEqual({ version });
  expect(readIdentity(storage).token).toBeUndefined();
});
