// Adds counters to a registry whose values are kept elsewhere. They are read when the registry is, never on a hot path.
import { Counter, type Registry } from "prom-client";

/** A counter whose total since the start is `value()`. */
export function addTotal(registry: Registry, name: string, help: string, value: () => number): void {
  new Counter({
    name,
    help,
    registers: [registry],
    collect() {
      this.reset();
      this.inc(value());
    },
  });
}
