// Decides how the page reacts to a refusal: retry, start over, or stop. Connects nothing itself.
import { type Refusal, type RefusalCode, refusals } from "@doubloon/shared/protocol/refusals";

/**
 * `retry`: reconnect automatically; `rename`, `leave`: back to the start screen; `forget`: try another session token, or
 * none; `reload`: ask the player to reload the page; `replaced`: another tab plays.
 */
export type RefusalAction = "retry" | "rename" | "forget" | "reload" | "replaced" | "leave";

const specialCases: Partial<Record<RefusalCode, RefusalAction>> = {
  versionMismatch: "reload",
  helloMalformed: "reload",
  tokenInvalid: "forget",
  nameEmpty: "rename",
  nameTooLong: "rename",
  nameInvisible: "rename",
  nameMarkup: "rename",
  nameReserved: "rename",
  nameMixedScript: "rename",
  takenOver: "replaced",
  kicked: "leave",
};

/** The action after a refusal that closes the connection. */
export function actionFor(code: RefusalCode): RefusalAction {
  return specialCases[code] ?? "retry";
}

/** Whether data that came with a connect error is a refusal. */
export function isRefusal(data: unknown): data is Refusal {
  return (
    typeof data === "object" &&
    data !== null &&
    "code" in data &&
    typeof data.code === "string" &&
    Object.hasOwn(refusals, data.code)
  );
}
