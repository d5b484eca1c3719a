// The warning that the world is not being saved.
import type { AdminSample } from "@doubloon/shared/protocol/admin";

/** The line to show; undefined while the world is being saved. */
export function saveWarning({ unsavedMs }: Pick<AdminSample, "unsavedMs">): string | undefined {
  // A server of an earlier version does not send the figure.
  if (!(unsavedMs > 0)) return undefined;
  return `The world has not been saved for ${Math.floor(unsavedMs / 1_000)} s. The server's log says why.`;
}
