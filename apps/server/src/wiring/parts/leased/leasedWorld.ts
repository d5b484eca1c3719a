// A world that runs while this machine holds the lease and is on standby while another machine does. When it loses the
// lease, it discards its state and starts again from what the current holder has published.

import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import type { Logger } from "pino";
import type { Config } from "../../../config/config.ts";
import type { ProcessDiagnostics } from "../../../diagnostics/processDiagnostics.ts";
import { createSqliteLedger } from "../../../ledger/sqliteLedger.ts";
import type { LinkCounters } from "../../../link/session/linkCounters.ts";
import { createRedisWorldLink } from "../../../link/transports/redisWorldLink.ts";
import { addBackupMetrics } from "../../../metrics/backupMetrics.ts";
import { addFleetMetrics } from "../../../metrics/fleetMetrics.ts";
import { addHandoverMetrics } from "../../../metrics/handoverMetrics.ts";
import { addHuntMetrics } from "../../../metrics/huntMetrics.ts";
import { addLinkMetrics } from "../../../metrics/linkMetrics.ts";
import type { Metrics } from "../../../metrics/metrics.ts";
import { addRoomMetrics } from "../../../metrics/roomMetrics.ts";
import { addSaveMetrics } from "../../../metrics/saveMetrics.ts";
import {
  checkRunningVersions,
  versionsOf,
  writeRunningVersions,
} from "../../../redis/handover/runningVersions.ts";
import { Standbys } from "../../../redis/handover/standbys.ts";
import type { PacketBus } from "../../../redis/packetBus.ts";
import { keepWorld } from "../../../redis/published/keptWorlds.ts";
import { makePublishedLedger } from "../../../redis/published/publishedLedger.ts";
import { PublishedRecords } from "../../../redis/published/publishedRecords.ts";
import { StandbyCopy } from "../../../redis/published/standbyCopy.ts";
import type { Position } from "../../../redis/published/worldTerms.ts";
import type { RedisNames } from "../../../redis/redisNames.ts";
import { WorldLease } from "../../../redis/worldLease.ts";
import { type Content, linkContentOf } from "../../../startup/content.ts";
import { readVerifiedAt } from "../../../startup/makeBackup.ts";
import { type ConsoleHub, openConsoleHub } from "../../../telemetry/console/consoleHub.ts";
import { makeLinkFigures } from "../../../telemetry/console/linkFigures.ts";
import { standbyProcess } from "../../../telemetry/console/processes/standbyProcess.ts";
import { makeWorldFigures } from "../../../telemetry/console/worldFigures.ts";
import type { Readiness } from "../../../telemetry/readiness.ts";
import type { TelemetryTimer } from "../../../telemetry/telemetryTimer.ts";
import type { WorldHost } from "../../../world/hostedWorld.ts";
import { openControl } from "../control.ts";
import { leaderDrainHandler } from "../drainControl.ts";
import { checkWorld, openWorld } from "../openWorld.ts";
import { processControl } from "../processControl.ts";
import { makeGatewayRefusalLog } from "../refusalLogs.ts";
import { type HandoverReport, handOver, handoverProblem } from "./handOver.ts";
import { Handovers } from "./handovers.ts";
import { knowStandbys } from "./knownStandbys.ts";
import { standBy } from "./standby.ts";

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
  /** Hands the world over to a warm standby. @throws HandoverRefusal with the reason if it does not */
  handOver(): Promise<HandoverReport>;
  /** Before closing: hands the world over if it runs here and can be, and takes none from now on. */
  stepDown(): Promise<void>;
  close(): Promise<void>;
  /** Stops the world at once; nothing more is saved or published. */
  abandon(): void;
}

/**
 * Starts on standby; runs the world whenever this machine holds the lease.
 * @throws LinkError if a world of other versions runs
 */
export async function startLeasedWorld(options: LeasedWorldOptions): Promise<LeasedWorld> {
  const { config, content, packets, names, metrics, logger, timer, readiness, reportedElsewhere } = options;
  const { bus } = packets;
  const onRefused = makeGatewayRefusalLog(logger);
  const versions = versionsOf(linkContentOf(content));
  await checkRunningVersions(bus, names, versions);
  const own = await createSqliteLedger(config.data);
  addBackupMetrics(metrics, () => readVerifiedAt(config.data));
  let counters: Readonly<LinkCounters> | undefined;
  let host: WorldHost | undefined;
  const standing = standbyProcess(options.diagnostics);
  /** Of this term; undefined on standby. */
  let leading: ConsoleHub | undefined;
  addLinkMetrics(metrics, "world", () => counters);
  addHuntMetrics(metrics, () => host?.hunts.stats);
  addSaveMetrics(metrics, () => host);
  // Saves go to Redis too, and nobody else can save while it is away: never a reason to send players elsewhere.
  readiness.add("save", () => {
    const problem = host?.saveProblem();
    return problem === undefined ? undefined : { degraded: problem };
  });
  addRoomMetrics(metrics, () => host?.rates() ?? []);
  addFleetMetrics(metrics, () => leading?.gateways() ?? []);
  const handovers = new Handovers(logger);
  addHandoverMetrics(metrics, handovers.stats);
  let lease: WorldLease | undefined;
  let closing = false;
  const id = randomBytes(8).toString("hex");
  const name = `${hostname().slice(0, 32)}-${process.pid}`;
  const standbys = new Standbys(bus, names);
  const choice = {
    keep: (position: Position, records: ReadonlyMap<string, Uint8Array>, goesOn: string) =>
      keepWorld(config.data, position, records, goesOn),
    note: (line: string) => logger.warn(line),
  };
  const published = new PublishedRecords(bus, names, packets.key);
  const copy = new StandbyCopy({
    ...choice,
    own,
    published,
    check: (records) => checkWorld(records, content),
  });

  /** One leadership term: from getting the lease to losing it. */
  async function lead(held: WorldLease): Promise<void> {
    const lost = new Promise<void>((resolve) => {
      held.onState((state) => {
        logger.info({ state, epoch: held.token }, "the state of the world lease has changed");
        if (state === "deposed" || state === "released") resolve();
      });
    });
    const heldAtMs = performance.now();
    const link = await createRedisWorldLink({
      packets,
      names,
      lease: held,
      content: linkContentOf(content),
      onRefused,
    });
    counters = link.counters;
    const ledger = makePublishedLedger({
      ...choice,
      own,
      published,
      lease: held,
      standby: copy,
    });
    const world = await openWorld({
      own,
      config,
      content,
      ledger,
      link,
      metrics,
      logger,
      stoodStillMs: () => ledger.worldAgeMs,
    });
    copy.release();
    host = world;
    const figures = makeWorldFigures(world, Date.now);
    const known = knowStandbys(standbys);
    const hub = openConsoleHub({
      sideChannel: link.sideChannel,
      gateways: () => link.gateways,
      ownFigures: () => (reportedElsewhere ? undefined : metrics.takeSecond()),
      world: () => ({ ...figures(), standbys: known.list() }),
      link: makeLinkFigures(() => link.counters),
      board: (query) => world.boardPage(query),
      hunts: world.hunts.console,
      diagnostics: options.diagnostics,
      handover: {
        problem: () => handoverProblem(standbys),
        // It is logged, and the next sample shows what became of it.
        begin: () => void handovers.begin().catch(() => undefined),
      },
    });
    leading = hub;
    const stopHub = timer.add("console hub", () => {
      known.look();
      hub.collect();
    });
    world.start();
    await bus.client.set(names.leading, String(held.token)).catch(() => undefined);
    await writeRunningVersions(bus, names, versions).catch(() => undefined);
    const openedMs = Math.round(performance.now() - heldAtMs);
    logger.info({ epoch: held.token, openedMs }, "this machine runs the world");
    handovers.termBegins(() => handOver({ bus, names, lease: held, link, host: world, standbys }));
    await lost;
    handovers.termEnds();
    host = undefined;
    stopHub();
    leading = undefined;
    await link.close();
    // A world that was handed over is the successor's: nothing of it is written here any more.
    if (await handovers.settled()) world.abandon();
    else
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
      lease = new WorldLease(bus, names, { candidate: id });
      const stopStanding = await standBy({
        bus,
        names,
        lease,
        copy,
        standbys,
        id,
        name,
        handedOver: () => handovers.newest,
        logger,
      });
      const held = await lease.held();
      await stopStanding();
      if (held) await lead(lease);
    }
  }

  let steppedDown: Promise<void> | undefined;
  function stepDown(): Promise<void> {
    steppedDown ??= stepDownOnce();
    return steppedDown;
  }

  async function stepDownOnce(): Promise<void> {
    // From now on no other machine hands its world over to this one.
    closing = true;
    await handovers.settled();
    // It is logged; without a handover the lease is released once the world is saved.
    if (handovers.isLeading) await handovers.begin().catch(() => undefined);
  }

  const control = await openControl(config.data, own, logger, {
    "/handover": () => handovers.begin(),
    "/drain": leaderDrainHandler(() => leading),
    ...processControl(() => leading?.processes ?? standing),
  });
  const running = run().catch((error: unknown) => {
    if (!closing) options.onFailed(error);
  });

  return {
    get host() {
      return host;
    },
    handOver: () => handovers.begin(),
    stepDown,
    async close() {
      await stepDown();
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
