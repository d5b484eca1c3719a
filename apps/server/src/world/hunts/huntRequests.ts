// Turns a player's checked request into the engine's command. Answers nothing: what is not possible becomes a fact.
import { randomInt } from "node:crypto";
import type { HuntCommand } from "@doubloon/engine/commands";
import type { MoverId } from "@doubloon/shared/ids";
import type { HuntRequest } from "@doubloon/shared/protocol/huntEvents";

/** Without letters and digits that look alike. */
const CODE_SIGNS = "ACDEFGHJKMNPQRTUVWXY3479";
/** 24^6 codes: 191 million. */
const CODE_CHARS = 6;

/** A random code for a team, from which nobody can guess another one. */
export function newTeamCode(): string {
  return Array.from({ length: CODE_CHARS }, () => CODE_SIGNS[randomInt(CODE_SIGNS.length)]).join("");
}

/** The command for a request; undefined for a question, which changes nothing in the world. */
export function commandOf(mover: MoverId, request: HuntRequest): HuntCommand | undefined {
  switch (request.type) {
    case "join":
      return { type: "joinHunt", mover, hunt: request.hunt, nonce: request.nonce };
    case "retune":
    case "useTool":
      return { type: request.type, mover };
    case "mark":
      return { type: "mark", mover, tileX: request.tileX, tileY: request.tileY };
    case "team":
      if (request.act === "join") return { type: "joinTeam", mover, code: request.code };
      return request.act === "create"
        ? { type: "createTeam", mover, code: newTeamCode() }
        : { type: "leaveTeam", mover };
    case "solo":
      return { type: "solo", mover, act: request.act };
    case "ranking":
      return undefined;
  }
}
