// The log, on standard error: readable lines on a terminal, JSON lines everywhere else. Standard output stays for what
// the server says to whoever started it. Every line is written before the call returns, so that the last one is not lost.
import { isatty } from "node:tty";
import { type DestinationStream, destination, type Logger, pino } from "pino";

const STDERR = 2;

export interface LogTarget {
  /** Takes whole lines. */
  readonly out: DestinationStream;
  /** Whether a person reads it at a terminal. */
  readonly terminal: boolean;
  readonly color: boolean;
}

/** Makes the log of a process, by default on its standard error; NO_COLOR turns colours off. */
export async function makeLogger(level: string, target: LogTarget = standardError()): Promise<Logger> {
  const out = target.terminal ? await makeReadable(target) : target.out;
  return pino({ level, base: null }, out);
}

function standardError(): LogTarget {
  const out = destination({ fd: STDERR, sync: true });
  return { out, terminal: isatty(STDERR), color: (process.env["NO_COLOR"] ?? "") === "" };
}

/** Loaded only for a terminal: a gateway that takes a dead one's place must be up soon. */
async function makeReadable({ out, color }: LogTarget): Promise<DestinationStream> {
  const { prettyFactory } = await import("pino-pretty");
  const readable = prettyFactory({ colorize: color, translateTime: "SYS:HH:MM:ss", singleLine: true });
  return { write: (line: string) => void out.write(readable(line)) };
}
