// Player ids: 16 random bytes as base64url. Says nothing of whether such a player exists.
import { randomBytes } from "node:crypto";
import type { PlayerId } from "@doubloon/shared/ids";

const ID_BYTES = 16;
export const PLAYER_ID_PATTERN = /^[\w-]{22}$/;

export function newPlayerId(): PlayerId {
  return randomBytes(ID_BYTES).toString("base64url") as PlayerId;
}

export function isPlayerId(value: unknown): value is PlayerId {
  return typeof value === "string" && PLAYER_ID_PATTERN.test(value);
}
