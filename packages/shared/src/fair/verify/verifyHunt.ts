// Recomputes one hunt from its entries in the log: commitment, entropy, master key, places, root, and every opened leaf.
import type { Ground } from "../../movement.ts";
import { hashOf } from "../canonical.ts";
import { type EligibleTiles, eligibleTiles } from "../eligible.ts";
import { addNonce, commitmentOf, firstEntropy, masterKey, SECRET_BYTES } from "../entropy.ts";
import { fromHex } from "../hashing.ts";
import {
  type AnnouncedBody,
  announcementHash,
  type CancelledBody,
  type FoundBody,
  type RevealedBody,
  type SealedBody,
} from "../log.ts";
import { checkProof, leafHash, type OpenedLeaf, openLeaf, treeOf } from "../merkle.ts";
import { HuntPlanner } from "../plan/planHunt.ts";
import { FairError } from "./checks.ts";

/** A map as its chunks show it. */
export interface MapGround {
  readonly version: string;
  readonly ground: Ground;
}

/** A hunt as the log has it so far. */
export interface LoggedHunt {
  readonly announced: AnnouncedBody;
  readonly sealed?: SealedBody;
  readonly found: readonly FoundBody[];
  readonly closed?: RevealedBody | CancelledBody;
}

/** The plan of a hunt, recomputed. */
export interface RecomputedHunt {
  readonly masterKey: Uint8Array;
  readonly eligible: EligibleTiles;
  readonly caches: readonly OpenedLeaf[];
}

/** @throws FairError if the announcement contradicts itself */
export function checkAnnounced(body: AnnouncedBody): void {
  const { definition, definitionHash, hunt } = body;
  if (definition.number !== hunt)
    throw new FairError(`hunt ${hunt}: its definition has number ${definition.number}`);
  if (hashOf(definition) !== definitionHash)
    throw new FairError(`hunt ${hunt}: the definition does not have the announced hash`);
}

/** @throws FairError if the number of caches is not one that the definition allows */
export function checkSealed(announced: AnnouncedBody, { hunt, caches }: SealedBody): void {
  const { maxCaches } = announced.definition;
  if (caches > maxCaches)
    throw new FairError(`hunt ${hunt}: ${caches} caches, expected at most ${maxCaches}`);
}

/** @throws FairError if the leaf is none of the hunt's, or was opened before */
export function checkFound(hunt: LoggedHunt & { readonly sealed: SealedBody }, body: FoundBody): void {
  const { leaf, proof } = body;
  const { root, caches } = hunt.sealed;
  const name = `hunt ${body.hunt}: cache ${leaf.index}`;
  if (hunt.found.some((found) => found.leaf.index === leaf.index))
    throw new FairError(`${name} was found before`);
  if (!checkProof(root, caches, leaf.index, leafHash(leaf), proof))
    throw new FairError(`${name} is not under the root that was published before the start`);
}

/** @throws FairError if the secret is not the one committed to */
export function checkClosed(announced: AnnouncedBody, { hunt, secret }: RevealedBody | CancelledBody): void {
  if (commitmentOf(fromHex(secret, SECRET_BYTES)) !== announced.commitment)
    throw new FairError(`hunt ${hunt}: the secret does not match the commitment`);
}

/**
 * Plans a closed hunt again and compares everything.
 * @returns undefined if the hunt was cancelled before its caches were placed
 * @throws FairError if anything differs
 */
export function recompute(hunt: LoggedHunt, { version, ground }: MapGround): RecomputedHunt | undefined {
  const { announced, sealed, found, closed } = hunt;
  if (closed === undefined || sealed === undefined) return undefined;
  const name = `hunt ${announced.hunt}`;
  if (version !== announced.mapVersion)
    throw new FairError(`${name}: held on map ${announced.mapVersion}, this is map ${version}`);
  const { definition } = announced;
  const eligible = eligibleTiles(definition.zone, ground);
  if (eligible.hash !== announced.eligibleHash)
    throw new FairError(`${name}: the map's eligible tiles do not have the announced hash`);
  const least = Math.min(definition.minCaches, definition.maxCaches, eligible.tiles.length);
  if (sealed.caches < least || sealed.caches > eligible.tiles.length) {
    throw new FairError(
      `${name}: ${sealed.caches} caches, expected ${least} to ${eligible.tiles.length} for this zone`,
    );
  }
  const key = masterKey(
    fromHex(closed.secret, SECRET_BYTES),
    sealed.nonces.reduce(addNonce, firstEntropy()),
    announcementHash(announced),
  );
  const planner = new HuntPlanner({
    hunt: definition,
    masterKey: key,
    ground,
    eligible,
    caches: sealed.caches,
  });
  const plan = planner.next(Number.POSITIVE_INFINITY);
  if (treeOf(plan).root !== sealed.root)
    throw new FairError(
      `${name}: the caches that follow from secret and entropy do not have the published root`,
    );
  const caches = plan.map(openLeaf);
  const other = found.find(({ leaf }) => hashOf(leaf) !== hashOf(caches[leaf.index]));
  if (other !== undefined)
    throw new FairError(`${name}: cache ${other.leaf.index} was found where the plan has none`);
  return { masterKey: key, eligible, caches };
}
