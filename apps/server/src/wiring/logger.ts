// The log: structured lines on standard error. Standard output stays for what people read.
import { destination, type Logger, pino } from "pino";

export function makeLogger(level: string): Logger {
  return pino({ level, base: null }, destination({ fd: 2, sync: true }));
}
