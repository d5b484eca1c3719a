// Gateways by their load, in two ways of which an island uses one: Kubernetes' own autoscaler or KEDA. Both add gateways at
// once and remove them slowly, because the players of a removed gateway must connect again.
import { ScaledObject } from "@kubernetes-models/keda/keda.sh/v1alpha1";
import {
  HorizontalPodAutoscaler,
  type IHorizontalPodAutoscalerBehavior,
} from "kubernetes-models/autoscaling/v2";
import { LOAD, labelsOf, NAMESPACE } from "../figures.ts";
import { GATEWAYS } from "../gateways.ts";

const metadata = { name: GATEWAYS, labels: labelsOf("gateway") };

const behavior: IHorizontalPodAutoscalerBehavior = {
  scaleUp: {
    stabilizationWindowSeconds: 0,
    policies: [{ type: "Percent", value: 100, periodSeconds: 60 }],
  },
  scaleDown: {
    stabilizationWindowSeconds: 1_800,
    policies: [{ type: "Pods", value: 1, periodSeconds: 600 }],
  },
};

export const autoscaler = new HorizontalPodAutoscaler({
  metadata,
  spec: {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: GATEWAYS },
    minReplicas: LOAD.minGateways,
    maxReplicas: LOAD.maxGateways,
    metrics: [
      {
        type: "Pods",
        pods: {
          metric: { name: LOAD.metric },
          target: { type: "AverageValue", averageValue: `${LOAD.target * 1_000}m` },
        },
      },
    ],
    behavior,
  },
});

export const scaledObject = new ScaledObject({
  metadata,
  spec: {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: GATEWAYS },
    minReplicaCount: LOAD.minGateways,
    maxReplicaCount: LOAD.maxGateways,
    pollingInterval: 15,
    advanced: { horizontalPodAutoscalerConfig: { behavior } },
    triggers: [
      {
        type: "prometheus",
        metricType: "AverageValue",
        metadata: {
          serverAddress: "http://prometheus.monitoring.svc:9090",
          // KEDA divides by the number of pods itself, so each pod must count once: as its busiest process, however many
          // processes it has and however many Prometheus jobs scrape it.
          query: `sum(max by (pod) (${LOAD.metric}{namespace="${NAMESPACE}",pod=~"${GATEWAYS}-.*"}))`,
          threshold: String(LOAD.target),
          // Without measurements the number of gateways stays; by default it would count as no load.
          ignoreNullValues: "false",
        },
      },
    ],
  },
});
