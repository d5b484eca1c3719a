// The pod that runs the server, in any role: image, settings, secrets, probes, confinement. What differs by role is passed in.
import type {
  IContainer,
  IPodSpec,
  IPodTemplateSpec,
  IProbe,
  IResourceRequirements,
  ITopologySpreadConstraint,
  IVolume,
} from "kubernetes-models/v1";
import type { Component } from "./figures.ts";
import {
  GRACE_SECONDS,
  IMAGE,
  LEAVE_SECONDS,
  labelsOf,
  PORTS,
  SECRETS,
  SECRETS_FOLDER,
  SETTINGS_MAP,
  USER,
} from "./figures.ts";

export interface ServerPod {
  readonly component: Component;
  readonly role: "world" | "gateway";
  readonly resources: IResourceRequirements;
  /** The volume of /data; undefined if a volume claim of that name makes it. */
  readonly data: IVolume | undefined;
  readonly more: Pick<IPodSpec, "affinity" | "topologySpreadConstraints">;
}

/** Name of the volume that is mounted at /data. */
export const DATA = "data";

const CONTAINER = "doubloon";

function probe(path: "/livez" | "/readyz", periodSeconds: number, failureThreshold: number): IProbe {
  return { httpGet: { path, port: "ops" }, periodSeconds, timeoutSeconds: 3, failureThreshold };
}

export function serverPod(pod: ServerPod): IPodTemplateSpec {
  return {
    metadata: {
      labels: labelsOf(pod.component),
      annotations: {
        "prometheus.io/scrape": "true",
        "prometheus.io/port": String(PORTS.ops),
        "prometheus.io/path": "/metrics",
      },
    },
    spec: {
      // The server asks Kubernetes for nothing, unless the component deletion-cost lets a gateway patch its own pod. A
      // service's own variables could look like settings.
      serviceAccountName: "default",
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: GRACE_SECONDS,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: USER,
        runAsGroup: USER,
        fsGroup: USER,
        fsGroupChangePolicy: "OnRootMismatch",
        seccompProfile: { type: "RuntimeDefault" },
      },
      ...pod.more,
      containers: [container(pod)],
      volumes: [
        ...(pod.data === undefined ? [] : [pod.data]),
        { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
        {
          name: "cluster-key",
          secret: {
            secretName: SECRETS.clusterKey.name,
            defaultMode: 0o440,
            items: [{ key: SECRETS.clusterKey.file, path: SECRETS.clusterKey.file }],
          },
        },
      ],
    },
  };
}

function container({ component, role, resources }: ServerPod): IContainer {
  return {
    name: CONTAINER,
    image: IMAGE,
    envFrom: [{ configMapRef: { name: SETTINGS_MAP } }],
    env: [
      { name: "DOUBLOON_ROLE", value: role },
      // A gateway's game masters end with its pod; those of the pod for the console stay.
      { name: "DOUBLOON_CONSOLE", value: component === "console" ? "on" : "off" },
      // A gateway that drains counts none of its places.
      ...(component === "console" ? [{ name: "DOUBLOON_MAX_CONNECTIONS", value: "0" }] : []),
      {
        name: "DOUBLOON_REDIS",
        valueFrom: { secretKeyRef: { name: SECRETS.redis.name, key: SECRETS.redis.url } },
      },
      { name: "DOUBLOON_CLUSTER_KEY", value: `${SECRETS_FOLDER}/${SECRETS.clusterKey.file}` },
    ],
    ports: [
      { name: "game", containerPort: PORTS.game },
      { name: "ops", containerPort: PORTS.ops },
    ],
    // Two minutes to rewrite an older world and load it; nothing else is probed until then.
    startupProbe: probe("/livez", 2, 60),
    // The event loop alone: no other process, and not Redis, can cause a restart.
    livenessProbe: probe("/livez", 5, 6),
    // Not about the world: a gateway that has heard it once stays ready while another one takes over.
    readinessProbe: probe("/readyz", 5, 6),
    // Nobody connects to a world from outside, so it stops at once and the other takes over.
    ...(role === "gateway" ? { lifecycle: { preStop: { sleep: { seconds: LEAVE_SECONDS } } } } : {}),
    resources,
    securityContext: {
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMounts: [
      { name: DATA, mountPath: "/data" },
      { name: "tmp", mountPath: "/tmp" },
      { name: "cluster-key", mountPath: SECRETS_FOLDER, readOnly: true },
    ],
  };
}

/** Spreads the pods of a component over machines and zones where that is possible. */
export function spread(component: Component): ITopologySpreadConstraint[] {
  return ["kubernetes.io/hostname", "topology.kubernetes.io/zone"].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: labelsOf(component) },
  }));
}

/** The same, but a pod waits rather than make zones unequal. Zones that take no pods and versions on their way out do not count. */
export function spreadOverZones(component: Component): ITopologySpreadConstraint[] {
  const [machines, zones] = spread(component);
  return [
    machines,
    {
      ...zones,
      whenUnsatisfiable: "DoNotSchedule",
      nodeTaintsPolicy: "Honor",
      matchLabelKeys: ["pod-template-hash"],
    },
  ];
}
