// The port through which the console sees and directs hunts. Implemented by the world's hunts, reached over the link where
// the world runs in another process.
import type { HuntDefinition } from "@doubloon/shared/hunt/definition";
import type {
  AdminCache,
  AdminHunt,
  AdminHuntAnswer,
  AuditEntry,
  DryRunAnswer,
  HuntOrder,
  HuntOrderOutcome,
  HuntResults,
  LiveMap,
  SeasonPage,
} from "@doubloon/shared/protocol/adminHunts";

export interface HuntSources {
  /** Scheduled, running and archived hunts, at most MAX_ADMIN_HUNTS. The same array until something has changed. */
  hunts(): readonly AdminHunt[];
  /** The newest acts first, at most 100. The same array until something has changed. */
  audit(): readonly AuditEntry[];
  /** Called once a second while a console watches the map; undefined while the world cannot be reached. */
  liveMap(): LiveMap | undefined;
  /** `by` is the game master. */
  order(order: HuntOrder, by: string): Promise<HuntOrderOutcome>;
  /** The places of a hunt's caches. The opening is in the audit list. */
  caches(hunt: number, by: string): Promise<AdminHuntAnswer<readonly AdminCache[]>>;
  results(hunt: number): Promise<AdminHuntAnswer<HuntResults>>;
  season(): Promise<AdminHuntAnswer<SeasonPage>>;
  definitions(): Promise<AdminHuntAnswer<readonly HuntDefinition[]>>;
  /** `definition` comes from outside. `hunters` is 0 to MAX_DRY_RUN_HUNTERS; 0 only checks the definition. */
  dryRun(definition: unknown, hunters: number): Promise<DryRunAnswer>;
}

/** The most simulated hunters of a dry run. */
export const MAX_DRY_RUN_HUNTERS = 200;
