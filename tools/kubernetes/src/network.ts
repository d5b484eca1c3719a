// Who may talk to whom: nobody, but for four rules. Kubelets' probes and `kubectl port-forward` are not subject to them.
import { type INetworkPolicyPeer, NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import { ACCESS, labelsOf, PORTS, REDIS_LABELS, REDIS_PORT, SERVER_LABELS } from "./figures.ts";

const servers = { matchLabels: SERVER_LABELS };
const namespacesWith = (label: string): INetworkPolicyPeer => ({
  namespaceSelector: { matchLabels: { [label]: "allowed" } },
});

export const serversToRedis = new NetworkPolicy({
  metadata: { name: "servers-to-redis" },
  spec: {
    podSelector: servers,
    policyTypes: ["Egress"],
    egress: [
      {
        to: [{ podSelector: { matchLabels: REDIS_LABELS } }],
        ports: [{ protocol: "TCP", port: REDIS_PORT }],
      },
    ],
  },
});

export const network = [
  new NetworkPolicy({
    metadata: { name: "nobody" },
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
  }),
  new NetworkPolicy({
    metadata: { name: "players-to-gateways" },
    spec: {
      podSelector: { matchLabels: labelsOf("gateway") },
      policyTypes: ["Ingress"],
      ingress: [{ from: [namespacesWith(ACCESS.players)], ports: [{ protocol: "TCP", port: PORTS.game }] }],
    },
  }),
  new NetworkPolicy({
    metadata: { name: "prometheus-to-servers" },
    spec: {
      podSelector: servers,
      policyTypes: ["Ingress"],
      ingress: [{ from: [namespacesWith(ACCESS.metrics)], ports: [{ protocol: "TCP", port: PORTS.ops }] }],
    },
  }),
  new NetworkPolicy({
    metadata: { name: "servers-to-dns" },
    spec: {
      podSelector: servers,
      policyTypes: ["Egress"],
      egress: [
        {
          to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } }],
          ports: [
            { protocol: "UDP", port: 53 },
            { protocol: "TCP", port: 53 },
          ],
        },
      ],
    },
  }),
  serversToRedis,
];
