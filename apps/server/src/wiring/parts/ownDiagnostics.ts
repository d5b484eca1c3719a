// Opens the diagnostics of this process. A process that ticks a world also takes automatic captures.
import type { Logger } from "pino";
import type { Config } from "../../config/config.ts";
import { openDiagnostics } from "../../diagnostics/openDiagnostics.ts";
import type { ProcessDiagnostics } from "../../diagnostics/processDiagnostics.ts";
import { inRepository } from "../../startup/repository.ts";

export function openOwnDiagnostics(
  config: Config,
  logger: Logger,
  role: "world" | "gateway",
): Promise<ProcessDiagnostics> {
  return openDiagnostics({
    log: logger,
    logLevel: config.logLevel,
    root: inRepository("").href,
    ...(role === "world" ? { captures: { data: config.data, fromMs: config.captureMs } } : {}),
  });
}
