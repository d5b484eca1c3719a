// The gateways that players connect to. They keep nothing that Redis does not have, so their data folder ends with the pod.
import { Deployment } from "kubernetes-models/apps/v1";
import { Ingress } from "kubernetes-models/networking.k8s.io/v1";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1";
import { type IResourceRequirements, Service } from "kubernetes-models/v1";
import { labelsOf } from "./figures.ts";
import { DATA, serverPod, spread } from "./pods.ts";

export const GATEWAYS = "gateways";
export const PLAYERS = "players";
const labels = labelsOf("gateway");

const RESOURCES: IResourceRequirements = {
  requests: { cpu: "200m", memory: "256Mi" },
  limits: { memory: "1Gi" },
};

export const gatewayDeployment = new Deployment({
  metadata: { name: GATEWAYS, labels },
  spec: {
    replicas: 2,
    strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    minReadySeconds: 10,
    selector: { matchLabels: labels },
    template: serverPod({
      component: "gateway",
      role: "gateway",
      resources: RESOURCES,
      data: { name: DATA, emptyDir: { sizeLimit: "256Mi" } },
      more: { topologySpreadConstraints: spread("gateway") },
    }),
  },
});

export const gateways = [
  gatewayDeployment,
  new Service({
    metadata: { name: PLAYERS, labels },
    spec: { selector: labels, ports: [{ name: "game", port: 80, targetPort: "game" }] },
  }),
  new PodDisruptionBudget({
    metadata: { name: GATEWAYS, labels },
    spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
  }),
];

/** The way in, by the cluster's default ingress class. Clients use WebSockets alone, so no sticky sessions are needed. */
export const ingress = new Ingress({
  metadata: { name: PLAYERS, labels },
  spec: {
    tls: [{ hosts: ["hunt.example.org"], secretName: "doubloon-tls" }],
    rules: [
      {
        host: "hunt.example.org",
        http: {
          paths: [
            {
              path: "/",
              pathType: "Prefix",
              backend: { service: { name: PLAYERS, port: { name: "game" } } },
            },
          ],
        },
      },
    ],
  },
});
