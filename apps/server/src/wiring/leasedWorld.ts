// A world that runs while this machine holds the lease, and stands by while another does. Deposed, it forgets what it
// knows and begins anew from what the present holder published.
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { createSqliteLedger } from "../ledger/sqliteLedger.ts";
import type { LinkCounters } from "../link/session/linkCounters.ts";
import { createRedisWorldLink } from "../link/transports/redisWorldLink.ts";
import { addFleetMetrics } from "../metrics/fleetMetrics.ts";
import { addLinkMetrics } from "../metrics/linkMetrics.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { addRoomMetrics } from "../metrics/roomMetrics.ts";
import { addSaveMetrics } from "../metrics/saveMetrics.ts";
import type { PacketBus } from "../redis/packetBus.ts";
import { keepWorld } from "../redis/published/keptWorlds.ts";
import { makePublishedLedger } from "../redis/published/publishedLedger.ts";
import { PublishedRecords } from "../redis/published/publishedRecords.ts";
import type { RedisNames } from "../redis/redisNames.ts";
import { WorldLease } from "../redis/worldLease.ts";
import { type Content, linkContentOf } from "../startup/content.ts";
import { type ConsoleHub, openConsoleHub } from "../telemetry/consoleHub.ts";
import { makeLinkSeconds } from "../telemetry/linkSeconds.ts";
import { withMemory } from "../telemetry/processFigures.ts";
import type { Readiness } from "../telemetry/readiness.ts";
import type { TelemetryTimer } from "../telemetry/telemetryTimer.ts";
import { makeWorldFigures } from "../telemetry/worldFigures.ts";
import type { WorldHost } from "../world/worldHost.ts";
import { makeGatewayRefusalLog } from "./gatewayRefusalLog.ts";
import { openWorld } from "./openWorld.ts";

export interface LeasedWorldOptions {
  readonly config: Config;
  readonly content: Content;
  readonly packets: PacketBus;
  readonly names: RedisNames;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly timer: TelemetryTimer;
  readonly readiness: Readiness;
  /** True if an edge in this process reports its figures. */
  readonly reportedElsewhere: boolean;
  /** The world cannot go on and nothing here can mend it. */
  readonly onFailed: (error: unknown) => void;
}

export interface LeasedWorld {
  /** The world that runs here now; undefined on standby. */
  readonly host: WorldHost | undefined;
  close(): Promise<void>;
  /** Stops the world at once; nothing more of it is saved or published. */
  abandon(): void;
}

/** Stands by, and runs the world whenever the lease is here. */
export async function startLeasedWorld(options: LeasedWorldOptions): Promise<LeasedWorld> {
  const { config, content, packets, names, metrics, logger, timer, readiness, reportedElsewhere } = options;
  const { bus } = packets;
  const onRefused = makeGatewayRefusalLog(logger);
  const own = await createSqliteLedger(config.data);
  let counters: Readonly<LinkCounters> | undefined;
  let host: WorldHost | undefined;
  let gateways: ConsoleHub["gateways"] = () => [];
  addLinkMetrics(metrics, "world", () => counters);
  addSaveMetrics(metrics, () => host);
  readiness.add("save", () => host?.saveProblem());
  addRoomMetrics(metrics, () => host?.pace() ?? []);
  addFleetMetrics(metrics, () => gateways());
  let lease: WorldLease | undefined;
  let closing = false;

  /** One holding of the lease, to its end. */
  async function reign(held: WorldLease): Promise<void> {
    const over = new Promise<void>((resolve) => {
      held.onState((state) => {
        logger.info({ state, epoch: held.token }, "the world's lease");
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
    const world = await openWorld({ config, content, ledger, link, metrics, logger });
    host = world;
    const hub = openConsoleHub({
      sideChannel: link.sideChannel,
      gateways: () => link.gateways,
      ownFigures: () => (reportedElsewhere ? undefined : withMemory(metrics.takeSecond())),
      world: makeWorldFigures(world, Date.now),
      linkSecond: makeLinkSeconds(() => link.counters),
      board: (query) => world.boardPage(query),
    });
    gateways = hub.gateways;
    const stopHub = timer.add("console hub", hub.collect);
    world.start();
    logger.info({ epoch: held.token }, "this machine runs the world");
    await over;
    host = undefined;
    stopHub();
    gateways = () => [];
    await link.close();
    await world.close().catch((error: unknown) => {
      // A deposed world is saved here; only the holder may publish. What it has beyond the holder's is kept when it loads.
      if (held.state !== "deposed") throw error;
      logger.warn({ reason: (error as Error).message }, "the last save of a deposed world");
    });
    await ledger.close();
  }

  async function run(): Promise<void> {
    while (!closing) {
      lease = new WorldLease(bus, names);
      if (await lease.held()) await reign(lease);
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
      // The lease goes to a standby whether or not the last save has worked.
      const saved = await Promise.allSettled([host?.close()]);
      await lease?.release();
      await running;
      await own.close();
      for (const result of saved) if (result.status === "rejected") throw result.reason;
    },
    abandon: () => host?.abandon(),
  };
}
