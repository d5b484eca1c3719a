// Company for those who play: a few bots, endlessly, through restarts of the server, until they are told to stop or
// whoever started them is gone.
import { ContentCache } from "../client/contentCache.ts";
import type { Target } from "../lib/target.ts";
import { makeUpgrade } from "../ws/upgrade.ts";
import { Bot } from "./bot.ts";
import { botName } from "./botNames.ts";

const STEP_MS = 100;
/** Bots that come in a second, so that a server that just started has time for people. */
const JOINS_PER_SECOND = 20;
const READ_BUFFER_BYTES = 64 * 1024;

/** Plays until `stop`, or until this process's parent has ended. */
export async function runBots(target: Target, count: number, stop: AbortSignal): Promise<void> {
  const nowMs = () => performance.now();
  const context = {
    target,
    content: new ContentCache(target),
    upgrade: makeUpgrade(target),
    readBuffer: Buffer.allocUnsafeSlow(READ_BUFFER_BYTES),
    nowMs,
    random: Math.random,
  };
  const startMs = nowMs();
  const bots = Array.from(
    { length: count },
    (_, i) => new Bot(context, botName(i), startMs + (i * 1000) / JOINS_PER_SECOND),
  );
  const parent = process.ppid;
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (stop.aborted || process.ppid !== parent) {
        clearInterval(timer);
        resolve();
        return;
      }
      const now = nowMs();
      for (const bot of bots) bot.step(now);
    }, STEP_MS);
  });
  for (const bot of bots) bot.leave();
}
