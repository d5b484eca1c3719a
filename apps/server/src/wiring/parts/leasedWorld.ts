// A world that runs while this machine holds the lease and is on standby while another machine does. When it loses the
// lease, it discards its state and starts again from what the current holder has published.

import { join } from "node:path";
import type { Logger } from "pino";
import type { Config } from "../../config/config.ts";
import type { ProcessDiagnostics } from "../../diagnostics/processDiagnostics.ts";
import { createSqliteLedger } from "../../ledger/sqliteLedger.ts";
import type { LinkCounters } from "../../link/session/linkCounters.ts";
import { createRedisWorldLink } from "../../link/transports/redisWorldLink.ts";
import { addBackupMetrics } from "../../metrics/backupMetrics.ts";
import { addFleetMetrics } from "../../metrics/fleetMetrics.ts";
import { addHuntMetrics } from "../../metrics/huntMetrics.ts";
import { addLinkMetrics } from "../../metrics/linkMetrics.ts";
import type { Metrics } from "../../metrics/metrics.ts";
import { addRoomMetrics } from "../../metrics/roomMetrics.ts";
import { addSaveMetrics } from "../../metrics/saveMetrics.ts";
import type { PacketBus } from "../../redis/packetBus.ts";
import { keepWorld } from "../../redis/published/keptWorlds.ts";
import { makePublishedLedger } from "../../redis/published/publishedLedger.ts";
import { PublishedRecords } from "../../redis/published/publishedRecords.ts";
import type { RedisNames } from "../../redis/redisNames.ts";
import { WorldLease } from "../../redis/worldLease.ts";
import { type Content, linkContentOf } from "../../startup/content.ts";
import { VERIFIED_FILE } from "../../startup/makeBackup.ts";
import { type ConsoleHub, openConsoleHub } from "../../telemetry/console/consoleHub.ts";
import { makeLinkFigures } from "../../telemetry/console/linkFigures.ts";
import { makeWorldFigures } from "../../telemetry/console/worldFigures.ts";
import type { Readiness } from "../../telemetry/readiness.ts";
import type { TelemetryTimer } from "../../telemetry/telemetryTimer.ts";
import type { WorldHost } from "../../world/hostedWorld.ts";
import { openControl } from "./control.ts";
import { openWorld } from "./openWorld.ts";
import { makeGatewayRefusalLog } from "./refusalLogs.ts";

export interface LeasedWorldOptions {
  readonly config: Config;
  readonly content: Content;
  readonly packets: PacketBus;
  readonly names: RedisNames;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly timer: TelemetryTimer;
  readonly readiness: Readiness;
  readonly diagnostics: ProcessDiagnostics;
  /** Whether a gateway in this process reports the figures of this process. */
  readonly reportedElsewhere: boolean;
  /** Called when the world has failed and cannot be restarted here. */
  readonly onFailed: (error: unknown) => void;
}

export interface LeasedWorld {
  /** The world, while it runs here; undefined on standby. */
  readonly host: WorldHost | undefined;
  close(): Promise<void>;
  /** Stops the world at once; nothing more is saved or published. */
  abandon(): void;
}

/** Starts on standby; runs the world whenever this machine holds the lease. */
export async function startLeasedWorld(options: LeasedWorldOptions): Promise<LeasedWorld> {
  const { config, content, packets, names, metrics, logger, timer, readiness, reportedElsewhere } = options;
  const { bus } = packets;
  const onRefused = makeGatewayRefusalLog(logger);
  const own = await createSqliteLedger(config.data);
  const control = await openControl(config.data, own, logger);
  addBackupMetrics(metrics, join(config.data, VERIFIED_FILE));
  let counters: Readonly<LinkCounters> | undefined;
  let host: WorldHost | undefined;
  let gateways: ConsoleHub["gateways"] = () => [];
  addLinkMetrics(metrics, "world", () => counters);
  addHuntMetrics(metrics, () => host?.hunts.stats);
  addSaveMetrics(metrics, () => host);
  // Saves go to Redis too, and nobody else can save while it is away: never a reason to send players elsewhere.
  readiness.add("save", () => {
    const problem = host?.saveProblem();
    return problem === undefined ? undefined : { degraded: problem };
  });
  addRoomMetrics(metrics, () => host?.rates() ?? []);
  addFleetMetrics(metrics, () => gateways());
  let lease: WorldLease | undefined;
  let closing = false;

  /** One leadership term: from getting the lease to losing it. */
  async function lead(held: WorldLease): Promise<void> {
    const lost = new Promise<void>((resolve) => {
      held.onState((state) => {
        logger.info({ state, epoch: held.token }, "the state of the world lease has changed");
        if (state === "deposed" || state === "released") resolve();
      });
    });
    const link = await createRedisWorldLink({
      packets,
      names,
      lease: held,
      content: linkContentOf(content),
      onRefused,
    });
    counters = link.counters;
    const ledger = makePublishedLedger({
      own,
      published: new PublishedRecords(bus, names, packets.key),
      lease: held,
      keep: (position, records, goesOn) => keepWorld(config.data, position, records, goesOn),
      note: (line) => logger.warn(line),
    });
    const world = await openWorld({
      config,
      content,
      ledger,
      link,
      metrics,
      logger,
      stoodStillMs: () => ledger.worldAgeMs,
    });
    host = world;
    const hub = openConsoleHub({
      sideChannel: link.sideChannel,
      gateways: () => link.gateways,
      ownFigures: () => (reportedElsewhere ? undefined : metrics.takeSecond()),
      world: makeWorldFigures(world, Date.now),
      link: makeLinkFigures(() => link.counters),
      board: (query) => world.boardPage(query),
      hunts: world.hunts.console,
      diagnostics: options.diagnostics,
    });
    gateways = hub.gateways;
    const stopHub = timer.add("console hub", hub.collect);
    world.start();
    logger.info({ epoch: held.token }, "this machine runs the world");
    await lost;
    host = undefined;
    stopHub();
    gateways = () => [];
    await link.close();
    await world.close().catch((error: unknown) => {
      // A deposed world is saved on this machine only; publishing is the holder's. Records that the holder does not have
      // are kept when this machine loads the world again.
      if (held.state !== "deposed") throw error;
      logger.warn({ reason: (error as Error).message }, "the last save of a deposed world failed");
    });
    await ledger.close();
  }

  async function run(): Promise<void> {
    while (!closing) {
      lease = new WorldLease(bus, names);
      if (await lease.held()) await lead(lease);
    }
  }
  const running = run().catch((error: unknown) => {
    if (!closing) options.onFailed(error);
  });

  return {
    get host() {
      return host;
    },
    async close() {
      closing = true;
      // A standby gets the lease even if the last save has failed.
      const saved = await Promise.allSettled([host?.close()]);
      await lease?.release();
      await running;
      await control.close();
      await own.close();
      for (const result of saved) if (result.status === "rejected") throw result.reason;
    },
    abandon: () => host?.abandon(),
  };
}
