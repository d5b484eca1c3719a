// The world's side of the console: combines the gateways' reports, sends the result to every gateway, and answers their
// requests for leaderboard pages. Has no timer; the telemetry timer drives it.
import {
  type AdminBoardPage,
  type AdminBoardQuery,
  type AdminConnection,
  type AdminGateway,
  type DrainAct,
  MAX_ADMIN_GATEWAYS,
  MAX_ADMIN_WORST,
  type WorldFigures,
} from "@doubloon/shared/protocol/admin";
import type { LinkFigures, ProcessFigures } from "@doubloon/shared/protocol/figures";
import type { HuntSources } from "../../admin/hunts/huntSources.ts";
import type { ProcessSources } from "../../admin/processes/processSources.ts";
import type { ProcessDiagnostics } from "../../diagnostics/processDiagnostics.ts";
import { worseFirst } from "../../gateway/worstConnections.ts";
import type { WorldSideChannel } from "../../link/codec/sideChannel.ts";
import type { GatewayId } from "../../link/port.ts";
import type { AskWorld } from "../../qa/qaCalls.ts";
import { readToWorld, type ToGateway, type ToWorld } from "./consoleMessages.ts";
import { makeDrainCalls } from "./drain/drainCalls.ts";
import { gatewayRow } from "./gatewayRow.ts";
import { makeHuntAnswers } from "./huntAnswers.ts";
import { type AuditNote, makeProcessHub } from "./processes/processHub.ts";
import { makeSample } from "./sample.ts";

type Report = ToWorld & { is: "report" };

/** How long an answer has to leave before a handover ends the link's sessions, in ms. */
const ANSWER_FIRST_MS = 100;

/** How the world moves to another machine. */
export interface WorldHandover {
  /** Resolves to why it cannot be handed over now; undefined if it can. */
  problem(): Promise<string | undefined>;
  /** Begins; the samples show how it ends. */
  begin(): void;
}

export interface ConsoleHubOptions {
  readonly sideChannel: WorldSideChannel;
  readonly gateways: () => Iterable<GatewayId>;
  /** This process's figures of the last second; undefined if a gateway in this process reports them. */
  readonly ownFigures: () => ProcessFigures | undefined;
  /** Both are called once a second. */
  readonly world: () => WorldFigures;
  readonly link: () => LinkFigures;
  readonly board: (query: AdminBoardQuery) => Promise<AdminBoardPage | undefined>;
  /** Answers tests; only under --qa. */
  readonly qa?: AskWorld | undefined;
  readonly hunts: HuntSources & { readonly note: AuditNote };
  /** Absent where the world can run on one machine only. */
  readonly handover?: WorldHandover;
  /** Of this process. */
  readonly diagnostics: ProcessDiagnostics;
}

export interface ConsoleHub {
  readonly processes: ProcessSources;
  /** Every gateway in session with the world that has reported; of too many, those with the longest delays. */
  gateways(): AdminGateway[];
  /** Orders something about a gateway's drain; resolves to why not if it cannot be. */
  drain(gateway: GatewayId, act: DrainAct, by: string): Promise<string | undefined>;
  /** Combines the last second and sends it to every gateway. Called by the telemetry timer only. */
  collect(): void;
}

export function openConsoleHub(options: ConsoleHubOptions): ConsoleHub {
  const { sideChannel } = options;
  let reports: ProcessFigures[] = [];
  /** Each gateway's newest report. */
  const latest = new Map<GatewayId, { readonly report: Report; readonly atMs: number }>();

  const send = (gateway: GatewayId, message: ToGateway): void =>
    sideChannel.send(gateway, JSON.stringify(message));

  const hunts = makeHuntAnswers(options.hunts, send, options.qa);
  const processHub = makeProcessHub({ own: options.diagnostics, audit: options.hunts.note, send });

  const drains = makeDrainCalls("the gateway");
  async function drain(gateway: GatewayId, act: DrainAct, by: string): Promise<string | undefined> {
    if (![...options.gateways()].includes(gateway)) return `there is no gateway ${JSON.stringify(gateway)}`;
    const problem = await drains.ask((id) => send(gateway, { is: "drain", id, act }));
    // The answer does not wait for the save: it may have to go through the gateway that ends.
    if (problem === undefined) options.hunts.note(by, `drain of ${gateway}: ${act}`).catch(() => {});
    return problem;
  }

  async function handOver(by: string): Promise<string | undefined> {
    const { handover } = options;
    if (handover === undefined) return "the world runs on this machine only";
    const problem = await handover.problem();
    if (problem === undefined) await options.hunts.note(by, "handover of the world");
    return problem;
  }

  sideChannel.onMessage((gateway, text) => {
    const message = readToWorld(text);
    switch (message?.is) {
      case "report":
        reports.push(message.figures);
        latest.set(gateway, { report: message, atMs: performance.now() });
        if (message.status !== undefined) processHub.report(gateway, message.status);
        break;
      case "askDrain": {
        const { id, gateway: drained, act, by } = message;
        void drain(drained, act, by)
          .catch(() => "the world could not note it")
          .then((problem) => send(gateway, { is: "drainAnswer", id, problem }));
        break;
      }
      case "askHandover":
        void handOver(message.by)
          .catch(() => "the world could not note it")
          .then((problem) => {
            send(gateway, { is: "drainAnswer", id: message.id, problem });
            // The answer leaves first: the link's sessions end with a handover.
            if (problem === undefined) setTimeout(() => options.handover?.begin(), ANSWER_FIRST_MS);
          });
        break;
      case "drainDone": {
        // Shown at once, not only with the next report.
        const newest = latest.get(gateway);
        if (newest !== undefined)
          latest.set(gateway, { ...newest, report: { ...newest.report, drain: message.drain } });
        drains.answered(message.id, message.problem);
        break;
      }
      case "askHunts":
      case "askMap":
        hunts.take(gateway, message);
        break;
      case "askProcess":
      case "processDone":
        processHub.take(gateway, message);
        break;
      case "askBoard":
        void options.board(message.query).then((page) => {
          if (page !== undefined) send(gateway, { is: "board", page });
        });
        break;
    }
  });

  function gatewayRows(): AdminGateway[] {
    const nowMs = performance.now();
    const rows = [...latest].map(([id, { report, atMs }]) =>
      gatewayRow(id, report.figures, report.gateway, nowMs - atMs, report),
    );
    if (rows.length > MAX_ADMIN_GATEWAYS) rows.sort((a, b) => b.lagMs - a.lagMs);
    return rows
      .slice(0, MAX_ADMIN_GATEWAYS)
      .sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
  }

  function combinedLink(): LinkFigures {
    // Bytes and packets are counted at the world's end only. Each end counts the messages that it drops.
    const link = options.link();
    let { linkDropped } = link;
    for (const { report } of latest.values()) linkDropped += report.gateway.linkDropped;
    return { ...link, linkDropped };
  }

  function collect(): void {
    const present = new Set(options.gateways());
    for (const id of latest.keys()) if (!present.has(id)) latest.delete(id);
    processHub.keep(present);
    const processes = reports;
    reports = [];
    const own = options.ownFigures();
    if (own !== undefined) processes.unshift(own);
    const sample = makeSample(processes, options.world(), combinedLink(), Date.now());
    const worst = [...latest.values()]
      .flatMap(({ report }): readonly AdminConnection[] => report.worst)
      .sort(worseFirst)
      .slice(0, MAX_ADMIN_WORST);
    const gateways = gatewayRows();
    const list = processHub.processes();
    for (const gateway of present) send(gateway, { is: "sample", sample, worst, gateways, processes: list });
    hunts.publish(present);
  }
  return { processes: processHub, gateways: gatewayRows, drain, collect };
}
