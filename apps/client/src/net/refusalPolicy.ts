// What a refusal means for this page: try again, start over, or stop.
import type { RefusalCode } from "@doubloon/shared/protocol/refusals";

/** `retry`: connect again by itself; `rename`: back to the start screen; `forget`: try with another pass, or without one. */
export type RefusalMeans = "retry" | "rename" | "forget" | "reload" | "replaced" | "leave";

const special: Partial<Record<RefusalCode, RefusalMeans>> = {
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

/** What to do after a refusal that closes the connection. */
export function meaningOf(code: RefusalCode): RefusalMeans {
  return special[code] ?? "retry";
}
