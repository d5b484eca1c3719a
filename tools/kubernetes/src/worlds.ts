// The two worlds: the lease in Redis decides which of them leads, the other stands by. Each keeps its own data folder.
import { StatefulSet } from "kubernetes-models/apps/v1";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1";
import {
  type IAffinity,
  type IPersistentVolumeClaim,
  type IPersistentVolumeClaimSpec,
  type IResourceRequirements,
  Service,
} from "kubernetes-models/v1";
import { labelsOf, PORTS } from "./figures.ts";
import { DATA, serverPod, spread } from "./pods.ts";

const WORLDS = "worlds";
const labels = labelsOf("world");

/** A small island. One core at most is the game loop's; there is no CPU limit, because it would stop the loop mid-tick. */
const RESOURCES: IResourceRequirements = {
  requests: { cpu: "250m", memory: "512Mi" },
  limits: { memory: "2Gi" },
};

const apart = { labelSelector: { matchLabels: labels }, topologyKey: "kubernetes.io/hostname" };

/** Two worlds on two machines if there are two; on a single machine both run there. */
const PREFER_APART: IAffinity = {
  podAntiAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: apart }],
  },
};

/** Two worlds never on the same machine. */
export const REQUIRE_APART: IAffinity = {
  podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [apart] },
};

/** The claim of a data folder. */
export function dataClaim(storage: string): IPersistentVolumeClaim {
  const spec: IPersistentVolumeClaimSpec = {
    accessModes: ["ReadWriteOnce"],
    resources: { requests: { storage } },
  };
  return { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: DATA }, spec };
}

export const worldSet = new StatefulSet({
  metadata: { name: WORLDS, labels },
  spec: {
    serviceName: WORLDS,
    replicas: 2,
    // Both start at once: the standby must not wait for a leader that cannot start.
    podManagementPolicy: "Parallel",
    // One after the other, and the second only when the first has stood by for a while.
    updateStrategy: { type: "RollingUpdate" },
    minReadySeconds: 10,
    persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
    selector: { matchLabels: labels },
    template: serverPod({
      component: "world",
      role: "world",
      resources: RESOURCES,
      data: undefined,
      more: { affinity: PREFER_APART, topologySpreadConstraints: spread("world") },
    }),
    volumeClaimTemplates: [dataClaim("10Gi")],
  },
});

export const worlds = [
  worldSet,
  // Headless, and unready worlds are listed too: Prometheus finds both worlds by it.
  new Service({
    metadata: { name: WORLDS, labels },
    spec: {
      clusterIP: "None",
      publishNotReadyAddresses: true,
      selector: labels,
      ports: [{ name: "ops", port: PORTS.ops, targetPort: "ops" }],
    },
  }),
  new PodDisruptionBudget({
    metadata: { name: WORLDS, labels },
    spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
  }),
];
