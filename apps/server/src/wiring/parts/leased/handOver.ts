// Hands the running world over to a warm standby: stops ticking, saves, tells the gateways to hold what players send, and
// offers the lease. Whatever fails on the way, exactly one machine leads afterwards. See docs/adr/0026.
import { setTimeout as sleep } from "node:timers/promises";
import { errorText } from "@doubloon/shared/errorText";
import type { RedisWorldLink } from "../../../link/transports/redisWorldLink.ts";
import type { Standby, Standbys } from "../../../redis/handover/standbys.ts";
import type { RedisBus } from "../../../redis/redisBus.ts";
import type { RedisNames } from "../../../redis/redisNames.ts";
import type { WorldLease } from "../../../redis/worldLease.ts";
import type { WorldHost } from "../../../world/hostedWorld.ts";
import { differInSavesOnly, VERSIONS } from "./standby.ts";

/** How long the successor may take until its world ticks, in ms; the handover is over by then in any case. */
const LEADING_LIMIT_MS = 10_000;
const LOOK_EVERY_MS = 4;

/** Why there was no handover: nothing has changed, or this machine leads again. The message is for the operator. */
export class HandoverRefusal extends Error {
  override readonly name = "HandoverRefusal";
}

export interface HandoverReport {
  /** The standby that runs the world now. */
  readonly to: string;
  /** From the last tick here until the successor's world ticks, in ms. */
  readonly ms: number;
  /** Of which the last save took this long, in ms. */
  readonly savedMs: number;
}

export interface HandOverParts {
  readonly bus: RedisBus;
  readonly names: RedisNames;
  readonly lease: WorldLease;
  readonly link: RedisWorldLink;
  readonly host: WorldHost;
  readonly standbys: Standbys;
}

/** Why the world could not be handed over now, as far as the standbys tell; undefined if it could. */
export async function handoverProblem(standbys: Standbys): Promise<string | undefined> {
  try {
    choose(await listed(standbys));
    return undefined;
  } catch (error) {
    return errorText(error);
  }
}

/** @throws HandoverRefusal with the reason */
export async function handOver(parts: HandOverParts): Promise<HandoverReport> {
  const { bus, names, lease, link, host, standbys } = parts;
  const successor = choose(await listed(standbys));
  const startMs = performance.now();
  try {
    await host.quiesce();
  } catch (error) {
    host.resume();
    throw new HandoverRefusal(`the last save has failed, so this machine goes on: ${errorText(error)}`);
  }
  const savedMs = performance.now() - startMs;
  link.pause();
  const { token } = lease;
  if (!(await lease.offerTo(successor.id))) {
    // A deposed world stays where it is: it has saved everything, and another machine goes on from there.
    if (lease.state === "deposed" || lease.state === "released")
      throw new HandoverRefusal("another machine has taken the lease in between");
    link.resume();
    host.resume();
    // Redis has gone in between: the world goes on as in any such outage, and serves once the lease is held again.
    if (lease.state !== "held")
      throw new HandoverRefusal("Redis did not answer in between, so this machine goes on once it is back");
    throw new HandoverRefusal(
      `the standby ${successor.name} did not take the world over, so this machine goes on`,
    );
  }
  const limitMs = performance.now() + LEADING_LIMIT_MS;
  while (performance.now() < limitMs && !((await leadingToken(bus, names)) > token))
    await sleep(LOOK_EVERY_MS);
  const ms = performance.now() - startMs;
  return { to: successor.name, ms: Math.round(ms), savedMs: Math.round(savedMs) };
}

async function listed(standbys: Standbys): Promise<Standby[]> {
  try {
    return await standbys.list();
  } catch (error) {
    throw new HandoverRefusal(`Redis does not tell who stands by: ${errorText(error)}`);
  }
}

/** The first warm standby of the same versions. @throws HandoverRefusal if there is none */
function choose(standbys: readonly Standby[]): Standby {
  const successor = standbys.find(({ cold, versions }) => cold === "" && versions === VERSIONS);
  if (successor !== undefined) return successor;
  const whys = standbys.map(({ name, cold, versions }) => {
    if (versions === VERSIONS) return `the standby ${name} is not warm: ${cold}`;
    const differ = `the standby ${name} has other versions (${versions}; here ${VERSIONS})`;
    // It reads this world's saves, so it may take the lease; it could not hand a world back.
    return differInSavesOnly(versions)
      ? `${differ}: stop this machine instead, which saves, and the standby takes the world over`
      : differ;
  });
  throw new HandoverRefusal(
    whys.join("; ") || "no machine stands by: start a second one with --role world or --role all",
  );
}

async function leadingToken(bus: RedisBus, names: RedisNames): Promise<number> {
  return Number(await bus.client.get(names.leading).catch(() => null));
}
