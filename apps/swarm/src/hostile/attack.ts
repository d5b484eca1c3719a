// The attack: opens connections at an even rate, each with a source address and a misbehaviour chosen by the seed, and
// limits how many are open at once. Connection number i of a seed misbehaves the same way in every run.
import { SeededRandom } from "../lib/seededRandom.ts";
import type { Target } from "../lib/target.ts";
import type { AttackCounts } from "./attackCounts.ts";
import type { Behaviour } from "./behaviour.ts";
import { chooseBehaviour } from "./behaviours/table.ts";
import { type Delivery, HostilePeer } from "./hostilePeer.ts";

export interface AttackPlan {
  readonly target: Target;
  readonly seed: number;
  /** Total number of misbehaviours; some open one to four more connections. */
  readonly connections: number;
  readonly connectionsPerSecond: number;
  /** Misbehaviours at one time. */
  readonly concurrency: number;
  /** Number of source addresses. */
  readonly addresses: number;
  readonly behaviours: readonly Behaviour[];
}

/** Whole is the most common: the server then gets several messages of one segment at once. */
const DELIVERIES: readonly Delivery[] = ["whole", "whole", "cut", "joined"];
const STEP_MS = 10;
const HOSTS_PER_NET = 250;

/** Source address `index`. The first is 127.0.0.2; 127.0.0.1 is reserved for the victims. */
export function sourceAddress(index: number): string {
  const net = Math.floor(index / HOSTS_PER_NET);
  return `127.${net >> 8}.${net & 255}.${2 + (index % HOSTS_PER_NET)}`;
}

/** Attacks until all connections are done, or `stop`. Leaves no connection open. */
export async function attack(plan: AttackPlan, counts: AttackCounts, stop: AbortSignal): Promise<void> {
  const running = new Map<HostilePeer, Promise<void>>();
  const startMs = performance.now();
  let next = 0;

  async function misbehave(number: number): Promise<void> {
    const random = new SeededRandom(plan.seed, number);
    const behaviour = chooseBehaviour(plan.behaviours, random);
    counts.behaviours[behaviour.name] = (counts.behaviours[behaviour.name] ?? 0) + 1;
    const peer = new HostilePeer({
      target: plan.target,
      localAddress: sourceAddress(random.integer(0, plan.addresses - 1)),
      delivery: random.pick(DELIVERIES),
      name: `Rogue ${number}`,
      random,
      counts,
    });
    const done = behaviour.run(peer).finally(() => {
      peer.finish();
      running.delete(peer);
    });
    running.set(peer, done);
    await done;
  }

  await new Promise<void>((resolve, reject) => {
    const timer = setInterval(step, STEP_MS);
    const end = (): void => {
      clearInterval(timer);
      resolve();
    };
    function step(): void {
      const due = Math.floor(((performance.now() - startMs) * plan.connectionsPerSecond) / 1000);
      while (next < Math.min(due, plan.connections) && running.size < plan.concurrency) {
        misbehave(next++).catch((error: unknown) => {
          clearInterval(timer);
          reject(error);
        });
      }
      if (stop.aborted || (next === plan.connections && running.size === 0)) end();
    }
  });
  for (const peer of running.keys()) peer.socket.destroy();
  await Promise.allSettled(running.values());
}
