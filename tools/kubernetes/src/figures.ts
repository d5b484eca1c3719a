// Names and numbers that several objects of the cluster share. Ports, variables and the time to stop are the server's own; a
// test compares them with its source.

export const NAMESPACE = "doubloon";
/** The image's name in the base; the overlays name the real one. */
export const IMAGE = "doubloon";

/** Player port and ops port of the image, by the names that probes and services use. */
export const PORTS = { game: 8080, ops: 9464 } as const;
export const REDIS_PORT = 6379;
/** Ports of Kubernetes' API server: of its service, and behind it. */
export const KUBERNETES_PORTS = [443, 6443] as const;

/** User and group of the image. */
export const USER = 10_001;

/** Seconds that the server takes to stop at most after SIGTERM (CLOSE_TIMEOUT_MS, rounded up). */
export const STOP_SECONDS = 5;
/** Seconds in which a pod that ends still takes players, until proxies have noticed that it is gone. */
export const LEAVE_SECONDS = 10;
/** Seconds in which a gateway that ends moves its players to the others at most (the default of --drain-seconds). */
export const DRAIN_SECONDS = 60;
/** Seconds until Kubernetes kills a pod: what leaving, moving players and stopping take, and a fifth on top. */
export const GRACE_SECONDS = Math.ceil(1.2 * (LEAVE_SECONDS + DRAIN_SECONDS + STOP_SECONDS));

/** Secrets that the operator creates: the address of Redis, and the cluster key as a file. */
export const SECRETS = {
  redis: { name: "doubloon-redis", url: "url", password: "password" },
  clusterKey: { name: "doubloon-cluster-key", file: "cluster.key" },
} as const;
export const SECRETS_FOLDER = "/run/secrets/doubloon";

export const SETTINGS_MAP = "doubloon-settings";
/** What is not secret and the same for all pods. Bots play on no pod: every gateway would bring its own. */
export const SETTINGS = {
  DOUBLOON_BOTS: "0",
  DOUBLOON_LOG_LEVEL: "info",
  DOUBLOON_REDIS_PREFIX: "doubloon",
  DOUBLOON_TRUST_PROXY: "10.0.0.0/8",
} as const;

export type Component = "world" | "gateway" | "console";
export const NAME_LABEL = "app.kubernetes.io/name";
export const COMPONENT_LABEL = "app.kubernetes.io/component";

/** Label of all pods that run the server. */
export const SERVER_LABELS = { [NAME_LABEL]: "doubloon" };
export const REDIS_LABELS = { [NAME_LABEL]: "redis" };

export function labelsOf(component: Component): Record<string, string> {
  return { ...SERVER_LABELS, [COMPONENT_LABEL]: component };
}

/** Labels that the operator sets on namespaces: those of the ingress controller and of Prometheus. */
export const ACCESS = { players: "doubloon-players", metrics: "doubloon-metrics" } as const;

/** The load at which gateways are added, as the gauge's name and a share from 0 to 1. */
export const LOAD = { metric: "doubloon_load", target: 0.6, minGateways: 3, maxGateways: 20 } as const;
