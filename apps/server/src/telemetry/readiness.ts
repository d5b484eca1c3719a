// Whether this machine should be sent traffic: a list of named checks, asked when somebody wants to know. It keeps no
// history, and a check that throws counts as one that fails.
import type { ReadinessReport } from "../http/opsServer.ts";

/** Returns what is wrong, as one short sentence, or undefined if nothing is. Called often; must not block. */
export type ReadinessCheck = () => string | undefined;

export class Readiness {
  readonly #checks = new Map<string, ReadinessCheck>();

  /**
   * Adds a check. Returns a function that removes it.
   * @throws Error if a check of this name is there already
   */
  add(name: string, check: ReadinessCheck): () => void {
    if (this.#checks.has(name)) throw new Error(`a readiness check named ${name} exists already`);
    this.#checks.set(name, check);
    return () => {
      if (this.#checks.get(name) === check) this.#checks.delete(name);
    };
  }

  /** Asks every check now. Ready with no check at all. */
  report(): ReadinessReport {
    let ready = true;
    const checks: Record<string, string> = {};
    for (const [name, check] of this.#checks) {
      const problem = ask(check);
      if (problem !== undefined) ready = false;
      checks[name] = problem ?? "ok";
    }
    return { ready, checks };
  }
}

function ask(check: ReadinessCheck): string | undefined {
  try {
    return check();
  } catch (error) {
    return `the check failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}
