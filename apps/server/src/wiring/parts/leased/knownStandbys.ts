// The machines on standby as the console shows them: looked up when asked to, and read without waiting.
import type { AdminStandby } from "@doubloon/shared/protocol/admin";
import type { Standbys } from "../../../redis/handover/standbys.ts";

export interface KnownStandbys {
  /** As of the last look that has ended. */
  list(): readonly AdminStandby[];
  look(): void;
}

export function knowStandbys(standbys: Standbys): KnownStandbys {
  let known: readonly AdminStandby[] = [];
  let looking = false;
  return {
    list: () => known,
    look() {
      // While Redis stalls, one question waits and not one more each second.
      if (looking) return;
      looking = true;
      standbys
        .list()
        .then((list) => {
          known = list.map(({ name, cold, handedOver }) => ({ name, cold, handedOver }));
        })
        .catch(() => {
          // Redis is away: what was known last is shown.
        })
        .finally(() => {
          looking = false;
        });
    },
  };
}
