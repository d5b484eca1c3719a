// Whether this machine is ready for traffic: a list of named checks that run on request. Keeps no history; a check that
// throws counts as failed.
import type { ReadinessReport } from "../http/opsServer.ts";

/** Returns the problem in one short sentence, or undefined if there is none. Called often; must not block. */
export type ReadinessCheck = () => string | undefined;

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
      const problem = run(check);
      if (problem !== undefined) ready = false;
      checks[name] = problem ?? "ok";
    }
    return { ready, checks };
  }
}

function run(check: ReadinessCheck): string | undefined {
  try {
    return check();
  } catch (error) {
    return `the check failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}
