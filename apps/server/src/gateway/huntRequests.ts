// Checks what a client asks of the hunt: the payload of the event `hunting`. Returns a copy with the declared fields only, so
// that nothing else reaches the world. It knows no rules and no hunts.
import { type HuntRequest, rankingNames } from "@doubloon/shared/protocol/huntEvents";

/** 16 bytes as hex. */
const NONCE = /^[0-9a-f]{32}$/;
/** As the server draws codes of teams, whatever the case in which a player types one. */
const TEAM_CODE = /^[0-9A-Za-z]{4,12}$/;
const SOLO_ACTS = ["tutorial", "daily", "end"] as const;

/** The checked request; undefined if it is none. Tiles are not compared with the map. */
export function checkHuntRequest(value: unknown): HuntRequest | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { type, hunt, nonce, tileX, tileY, act, code, name } = value as Record<string, unknown>;
  switch (type) {
    case "join":
      if (!isCount(hunt, 1, 0xffff_ffff) || typeof nonce !== "string" || !NONCE.test(nonce)) return undefined;
      return { type, hunt, nonce };
    case "retune":
    case "useTool":
      return { type };
    case "mark":
      return isCount(tileX, 0, 0xffff) && isCount(tileY, 0, 0xffff) ? { type, tileX, tileY } : undefined;
    case "team":
      if (act === "create" || act === "leave") return { type, act };
      if (act !== "join" || typeof code !== "string" || !TEAM_CODE.test(code)) return undefined;
      return { type, act, code: code.toUpperCase() };
    case "ranking": {
      const known = rankingNames.find((ranking) => ranking === name);
      return known === undefined ? undefined : { type, name: known };
    }
    case "solo": {
      const known = SOLO_ACTS.find((solo) => solo === act);
      return known === undefined ? undefined : { type, act: known };
    }
    default:
      return undefined;
  }
}

function isCount(value: unknown, min: number, max: number): value is number {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
}
