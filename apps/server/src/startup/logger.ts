// The log, on standard error: readable lines on a terminal, JSON lines elsewhere. Standard output is for the address and
// the first password only. Every line is written before the call returns, so that the last one is not lost.
import { isatty } from "node:tty";
import { type DestinationStream, destination, type Logger, pino } from "pino";

const STDERR = 2;

export interface LogTarget {
  /** Receives whole lines. */
  readonly out: DestinationStream;
  /** Whether it is a terminal. */
  readonly terminal: boolean;
  readonly color: boolean;
}

/** Creates the log of a process, by default on its standard error. NO_COLOR turns colours off. */
export async function makeLogger(level: string, target: LogTarget = standardError()): Promise<Logger> {
  const out = target.terminal ? await makeReadable(target) : target.out;
  return pino({ level, base: null }, out);
}

function standardError(): LogTarget {
  const out = destination({ fd: STDERR, sync: true });
  return { out, terminal: isatty(STDERR), color: (process.env["NO_COLOR"] ?? "") === "" };
}

/** pino-pretty is loaded on demand: a gateway that replaces a dead one must start quickly. */
async function makeReadable({ out, color }: LogTarget): Promise<DestinationStream> {
  const { prettyFactory } = await import("pino-pretty");
  const readable = prettyFactory({ colorize: color, translateTime: "SYS:HH:MM:ss", singleLine: true });
  return { write: (line: string) => void out.write(readable(line)) };
}
