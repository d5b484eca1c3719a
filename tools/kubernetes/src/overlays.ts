// How the objects are put together: the base, five components, and an overlay for a small and for a large island.
import type { INetworkPolicyEgressRule } from "kubernetes-models/networking.k8s.io/v1";
import type { IAffinity, IResourceRequirements, ITopologySpreadConstraint } from "kubernetes-models/v1";
import { IMAGE, NAMESPACE, REDIS_PORT, SETTINGS, SETTINGS_MAP } from "./figures.ts";
import { gatewayDeployment } from "./gateways.ts";
import { type Change, type Kustomization, literals, patch } from "./kustomization.ts";
import { serversToRedis } from "./network.ts";
import { spreadOverZones } from "./pods.ts";
import { deletionCostPatch } from "./scaling/deletionCost.ts";
import { REQUIRE_APART, worldSet } from "./worlds.ts";

export const base: Kustomization = {
  kind: "Kustomization",
  namespace: NAMESPACE,
  resources: ["namespace.yaml", "worlds.yaml", "gateways.yaml", "console.yaml", "network.yaml"],
  configMapGenerator: [{ name: SETTINGS_MAP, literals: literals(SETTINGS) }],
};

const replace = (path: string, value: unknown): Change => ({ op: "replace", path, value });

/** An autoscaler decides the number, so the Deployment must not: it would set it back at each `kubectl apply`. */
const noReplicas = patch(gatewayDeployment, [{ op: "remove", path: "/spec/replicas" }]);

export const components: Readonly<Record<string, Kustomization>> = {
  redis: { kind: "Component", resources: ["redis.yaml"] },
  ingress: { kind: "Component", resources: ["ingress.yaml"] },
  hpa: { kind: "Component", resources: ["autoscaler.yaml"], patches: [noReplicas] },
  "deletion-cost": { kind: "Component", resources: ["deletionCost.yaml"], patches: [deletionCostPatch] },
  keda: { kind: "Component", resources: ["scaledObject.yaml"], patches: [noReplicas] },
};

const image = (registry: string, version: string) => [
  { name: IMAGE, newName: `${registry}/doubloon`, newTag: version },
];

/** One machine is enough: the example Redis, two gateways, no autoscaler. */
export function small(version: string): Kustomization {
  return {
    kind: "Kustomization",
    namespace: NAMESPACE,
    resources: ["../../base"],
    components: ["../../components/redis"],
    images: image("localhost", version),
  };
}

/** A gateway at its load of 0.6 takes one core; 12,500 players need 412 MiB (docs/memory.md). */
const LARGE_GATEWAY: IResourceRequirements = {
  requests: { cpu: "1", memory: "1Gi" },
  limits: { memory: "2Gi" },
};
const LARGE_WORLD: IResourceRequirements = {
  requests: { cpu: "1500m", memory: "1Gi" },
  limits: { memory: "4Gi" },
};
const APART: IAffinity = REQUIRE_APART;
const SPREAD: ITopologySpreadConstraint[] = spreadOverZones("gateway");
/** An address of documentation (RFC 5737): the operator puts the address of Redis here, and until then nobody reaches any. */
const REDIS_ELSEWHERE: INetworkPolicyEgressRule[] = [
  { to: [{ ipBlock: { cidr: "192.0.2.10/32" } }], ports: [{ protocol: "TCP", port: REDIS_PORT }] },
];

/** Several machines in several zones, a Redis of one's own, an ingress, and gateways by their load. */
export function large(version: string): Kustomization {
  const pod = "/spec/template/spec";
  const resources = `${pod}/containers/0/resources`;
  return {
    kind: "Kustomization",
    namespace: NAMESPACE,
    resources: ["../../base"],
    components: ["../../components/ingress", "../../components/hpa", "../../components/deletion-cost"],
    images: image("registry.example.org", version),
    configMapGenerator: [
      { name: SETTINGS_MAP, behavior: "merge", literals: literals({ DOUBLOON_LOG_LEVEL: "warn" }) },
    ],
    patches: [
      patch(worldSet, [replace(`${pod}/affinity`, APART), replace(resources, LARGE_WORLD)]),
      patch(gatewayDeployment, [
        replace(`${pod}/topologySpreadConstraints`, SPREAD),
        replace(resources, LARGE_GATEWAY),
      ]),
      patch(serversToRedis, [replace("/spec/egress", REDIS_ELSEWHERE)]),
    ],
  };
}
