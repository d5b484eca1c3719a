// What kustomize reads: the part of its file format that this folder uses, since kubernetes-models has no types for it.
import { stringify } from "yaml";
import type { SETTINGS } from "./figures.ts";

export interface Kustomization {
  readonly kind: "Kustomization" | "Component";
  readonly namespace?: string;
  readonly resources?: readonly string[];
  readonly components?: readonly string[];
  readonly configMapGenerator?: readonly ConfigMap[];
  readonly images?: readonly { readonly name: string; readonly newName: string; readonly newTag: string }[];
  readonly patches?: readonly Patch[];
}

interface ConfigMap {
  readonly name: string;
  readonly behavior?: "merge";
  readonly literals: readonly string[];
}

export interface Patch {
  readonly target: { readonly kind: string; readonly name: string };
  /** JSON patches (RFC 6902), as YAML or JSON. */
  readonly patch: string;
}

export interface Change {
  /** `add` puts a value at the end of a list whose path ends with `/-`. */
  readonly op: "add" | "replace" | "remove";
  readonly path: string;
  readonly value?: unknown;
}

interface Target {
  readonly kind: string;
  readonly metadata?: { readonly name?: string };
  toJSON(): unknown;
}

/**
 * Patches of an object of the base.
 * @throws Error if it has nothing at a path: kustomize would add a misspelt field without a word
 */
export function patch(target: Target, changes: readonly Change[]): Patch {
  const { kind, metadata } = target;
  const name = metadata?.name ?? "";
  for (const { path } of changes) {
    if (valueAt(target.toJSON(), path.replace(/\/-$/, "")) === undefined) {
      throw new Error(`${kind} ${name}: nothing at ${path}, expected a field to patch`);
    }
  }
  return { target: { kind, name }, patch: stringify(changes, { aliasDuplicateObjects: false }) };
}

function valueAt(object: unknown, path: string): unknown {
  return path
    .split("/")
    .slice(1)
    .reduce<unknown>((value, field) => (value as Record<string, unknown> | undefined)?.[field], object);
}

const VERSIONS = {
  Kustomization: "kustomize.config.k8s.io/v1beta1",
  Component: "kustomize.config.k8s.io/v1alpha1",
} as const;

export function withVersion(kustomization: Kustomization): object {
  return { apiVersion: VERSIONS[kustomization.kind], ...kustomization };
}

/** Settings as the lines of a generated ConfigMap. Its name ends with a hash, so a changed setting restarts the pods. */
export function literals(settings: Partial<Record<keyof typeof SETTINGS, string>>): string[] {
  return Object.entries(settings).map(([name, value]) => `${name}=${value}`);
}
