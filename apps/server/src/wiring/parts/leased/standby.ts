// A machine on standby: follows the published world, reports whether it could take over at once, and looks for the lease when
// it is offered. Every step is an error boundary: a standby that cannot follow says why and tries again.
import { VERSION as SAVE_VERSION } from "@doubloon/engine/saved/record";
import { PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import type { Logger } from "pino";
import { LINK_VERSION } from "../../../link/codec/packet.ts";
import type { StandbyReport, Standbys } from "../../../redis/handover/standbys.ts";
import type { StandbyCopy } from "../../../redis/published/standbyCopy.ts";
import type { RedisBus } from "../../../redis/redisBus.ts";
import type { RedisNames } from "../../../redis/redisNames.ts";
import type { WorldLease } from "../../../redis/worldLease.ts";

/** How often a standby follows and reports: a world is saved every 500 ms. */
const FOLLOW_EVERY_MS = 250;

/** What a standby must have in common with the world that it takes over: it also reads older saves. */
const SPOKEN_VERSIONS = `protocol ${PROTOCOL_VERSION}, link ${LINK_VERSION}, saves `;
/** What two machines must have in common for a handover. */
export const VERSIONS = `${SPOKEN_VERSIONS}${SAVE_VERSION}`;

/** Whether another machine's versions are these but for that of saves. */
export function differInSavesOnly(versions: string): boolean {
  return versions !== VERSIONS && versions.startsWith(SPOKEN_VERSIONS);
}

export interface StandbyOptions {
  readonly bus: RedisBus;
  readonly names: RedisNames;
  readonly lease: WorldLease;
  readonly copy: StandbyCopy;
  readonly standbys: Standbys;
  /** The id of this process among the standbys, under which the lease is offered to it. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** The newest handover that this process began. */
  readonly handedOver: () => StandbyReport["handedOver"];
  readonly logger: Logger;
}

/** Stands by until the returned function is called, which resolves once the last step has ended. */
export async function standBy(options: StandbyOptions): Promise<() => Promise<void>> {
  const { bus, names, lease, copy, standbys, id, name, handedOver, logger } = options;
  let shown: string | undefined;
  let step: Promise<void> | undefined;
  let stopped = false;

  async function follow(): Promise<void> {
    await copy.follow().catch((error: unknown) => logger.debug({ err: error }, "the standby cannot follow"));
    const { cold } = copy;
    if (cold !== shown && cold === "") logger.info("the standby is warm");
    else if (cold !== shown) logger.info({ why: cold }, "the standby is cold");
    shown = cold;
    const report = { name, versions: VERSIONS, cold: cold.slice(0, 300), handedOver: handedOver() };
    if (!stopped) await standbys.report(id, report);
  }

  function next(): void {
    if (step !== undefined || !bus.up) return;
    step = follow()
      // Redis has just gone, which the lease handles.
      .catch(() => undefined)
      .finally(() => {
        step = undefined;
      });
  }

  // If Redis goes just now, an offer is noticed with the lease's own next look instead.
  const unsubscribe = await bus
    .subscribe(names.offered, (candidate) => {
      if (candidate.toString() === id) lease.look();
    })
    .catch(() => async () => {});
  const timer = setInterval(next, FOLLOW_EVERY_MS);
  next();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await unsubscribe();
    await step;
    await standbys.withdraw(id).catch(() => undefined);
  };
}
