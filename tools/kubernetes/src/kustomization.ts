// What kustomize reads: the part of its file format that this folder uses, since kubernetes-models has no types for it.
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

/** `replace` and `remove` fail if there is nothing at `path`, so that kustomize refuses a misspelt one. */
export interface Change {
  readonly op: "replace" | "remove";
  readonly path: string;
  readonly value?: unknown;
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
