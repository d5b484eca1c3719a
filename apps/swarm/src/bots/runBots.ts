// Runs a few bots for company, through restarts of the server, until `stop` or until the parent process has ended.
import type { Target } from "../lib/target.ts";
import { Bot, makeBotContext } from "./bot.ts";
import { botName } from "./botNames.ts";

const STEP_MS = 100;
/** Joins a second; slow enough that a server that has just started has time for people. */
const JOINS_PER_SECOND = 20;

/** Plays until `stop`, or until this process's parent has ended. */
export async function runBots(target: Target, count: number, stop: AbortSignal): Promise<void> {
  const context = makeBotContext(target, Math.random);
  const { nowMs } = context;
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
