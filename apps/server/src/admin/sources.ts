// The port through which the console gets its data: aggregates and pages, never a stream per player. Implemented in
// telemetry/console/. The console itself keeps the history of five minutes.
import type {
  AdminBoardPage,
  AdminBoardQuery,
  AdminConnection,
  AdminGateway,
  AdminSample,
  DrainAct,
} from "@doubloon/shared/protocol/admin";
import type { HuntSources } from "./hunts/huntSources.ts";
import type { ProcessSources } from "./processes/processSources.ts";

export interface AdminSources {
  readonly hunts: HuntSources;
  readonly processes: ProcessSources;
  /** The newest sample. Reading it has no side effect. */
  sample(): AdminSample;
  /** The worst connections, worst first, at most `limit` (1 to MAX_ADMIN_WORST). Called only while a console is open. */
  worst(limit: number): AdminConnection[];
  /** Every gateway, at most MAX_ADMIN_GATEWAYS. Called only while a console is open. */
  gateways(): readonly AdminGateway[];
  /** Orders something about a gateway's drain; resolves to why not if it cannot be. */
  drain(gateway: string, act: DrainAct, by: string): Promise<string | undefined>;
  /** Begins to hand the world over to a standby; resolves to why not if it cannot be. */
  handOver(by: string): Promise<string | undefined>;
  /**
   * One page of the current leaderboard; the query is valid. Called at most once a second for each watched page. Resolves
   * to undefined if too many other searches are running.
   */
  board(query: AdminBoardQuery): Promise<AdminBoardPage | undefined>;
}
