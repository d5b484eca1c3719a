// What a cache is called: by its tier, or crown or mimic.
import type { OpenedLeaf } from "@doubloon/shared/fair/merkle";
import type { ResolvedHunt } from "@doubloon/shared/hunt/definition";

export function cacheName({ tiers }: ResolvedHunt, { tier, mimic, value }: OpenedLeaf): string {
  if (mimic) return "mimic";
  return `${tier < 0 ? "crown" : (tiers[tier]?.name ?? "cache")}, ${value} points`;
}
