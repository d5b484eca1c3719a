// One Redis beside the servers, as an example: it comes back with its data but is away while its pod moves. An island that
// must not wait for that uses a Redis with replicas instead.
import { StatefulSet } from "kubernetes-models/apps/v1";
import { NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import { type IExecAction, Service } from "kubernetes-models/v1";
import { REDIS_LABELS, REDIS_PORT, SECRETS, SERVER_LABELS } from "./figures.ts";
import { dataClaim } from "./worlds.ts";

const REDIS = "redis";
/** User and group of the image, who own the volume. */
const REDIS_USER = 999;
const REDIS_GROUP = 1000;

// The password is read from the environment, so that no list of processes shows it. By exec, Redis is process 1 and gets the
// SIGTERM itself; in a pipe the shell would, and ignore it.
const START = `exec redis-server - <<END
requirepass $REDIS_PASSWORD
appendonly yes
dir /data
END
`;
const ping: IExecAction = {
  command: ["sh", "-c", 'REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli ping | grep -q PONG'],
};

export const redis = [
  new StatefulSet({
    metadata: { name: REDIS, labels: REDIS_LABELS },
    spec: {
      serviceName: REDIS,
      replicas: 1,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
      selector: { matchLabels: REDIS_LABELS },
      template: {
        metadata: { labels: REDIS_LABELS },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: 30,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: REDIS_USER,
            runAsGroup: REDIS_GROUP,
            fsGroup: REDIS_GROUP,
            seccompProfile: { type: "RuntimeDefault" },
          },
          containers: [
            {
              name: REDIS,
              image: "docker.io/library/redis:7.4.7-alpine",
              command: ["sh", "-c", START],
              env: [
                {
                  name: "REDIS_PASSWORD",
                  valueFrom: { secretKeyRef: { name: SECRETS.redis.name, key: SECRETS.redis.password } },
                },
              ],
              ports: [{ name: "redis", containerPort: REDIS_PORT }],
              startupProbe: { exec: ping, periodSeconds: 2, timeoutSeconds: 3, failureThreshold: 60 },
              readinessProbe: { exec: ping, periodSeconds: 5, timeoutSeconds: 3 },
              livenessProbe: { exec: ping, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
              resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "512Mi" } },
              securityContext: {
                allowPrivilegeEscalation: false,
                privileged: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ["ALL"] },
              },
              volumeMounts: [{ name: "data", mountPath: "/data" }],
            },
          ],
        },
      },
      volumeClaimTemplates: [dataClaim("2Gi")],
    },
  }),
  new Service({
    metadata: { name: REDIS, labels: REDIS_LABELS },
    spec: { selector: REDIS_LABELS, ports: [{ name: "redis", port: REDIS_PORT, targetPort: "redis" }] },
  }),
  new NetworkPolicy({
    metadata: { name: "redis-from-servers" },
    spec: {
      podSelector: { matchLabels: REDIS_LABELS },
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [{ podSelector: { matchLabels: SERVER_LABELS } }],
          ports: [{ protocol: "TCP", port: REDIS_PORT }],
        },
      ],
    },
  }),
];
