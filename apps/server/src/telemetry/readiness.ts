// Whether this machine is ready for traffic: a list of named checks that run on request. Keeps no history; a check that
// throws counts as failed. What is away for all machines at once is degraded and never makes one unready, so that an outage
// of Redis does not empty every gateway.
import { errorText } from "@doubloon/shared/errorText";
import type { ReadinessReport } from "../http/opsServer.ts";

/** Something that this machine needs is away, in one short sentence. Players can still be sent here. */
export interface Degraded {
  readonly degraded: string;
}

/** What keeps players away in one short sentence, what is degraded, or undefined if all is well. */
export type ReadinessVerdict = string | Degraded | undefined;

/** Called often; must not block. */
export type ReadinessCheck = () => ReadinessVerdict;

export class Readiness {
  readonly #checks = new Map<string, ReadinessCheck>();

  /**
   * Adds a check. Returns a function that removes it.
   * @throws Error if there is already a check of this name
   */
  add(name: string, check: ReadinessCheck): () => void {
    if (this.#checks.has(name)) throw new Error(`a readiness check named ${name} already exists`);
    this.#checks.set(name, check);
    return () => {
      if (this.#checks.get(name) === check) this.#checks.delete(name);
    };
  }

  /** Runs every check now. Without any check, the machine is ready. */
  report(): ReadinessReport {
    let ready = true;
    const checks: Record<string, string> = {};
    for (const [name, check] of this.#checks) {
      const verdict = run(check);
      if (typeof verdict === "string") ready = false;
      checks[name] = typeof verdict === "object" ? `degraded: ${verdict.degraded}` : (verdict ?? "ok");
    }
    return { ready, checks };
  }
}

function run(check: ReadinessCheck): ReadinessVerdict {
  try {
    return check();
  } catch (error) {
    return `the check failed: ${errorText(error)}`;
  }
}
