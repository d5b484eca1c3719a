<<<<<<< HEAD
// Whether this machine should be sent traffic: a list of named checks, asked when somebody wants to know. It keeps no
// history, and a check that throws counts as one that fails.
import type { ReadinessReport } from "../http/opsServer.ts";
=======
// Whether this machine is ready for traffic: a list of named checks that run on request. Keeps no history; a check that
// throws counts as failed.
>>>>>>> e0c0b6a (Say what the console's and the wiring's code does in plain words, and give each folder a README)

/** Returns the problem in one short sentence, or undefined if there is none. Called often; must not block. */
export type ReadinessCheck = () => string | undefined;

<<<<<<< HEAD
=======
export interface ReadinessReport {
  readonly ready: boolean;
  /** The result of each check by its name: "ok" or the problem. */
  readonly checks: Readonly<Record<string, string>>;
}

>>>>>>> e0c0b6a (Say what the console's and the wiring's code does in plain words, and give each folder a README)
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
