// One gateway for game masters alone, with a data folder that stays: accounts and sign-ins are kept in a gateway's own data
// folder, so the console works only where it is always the same one. No player is sent there.
import { StatefulSet } from "kubernetes-models/apps/v1";
import { type IResourceRequirements, Service } from "kubernetes-models/v1";
import { labelsOf } from "./figures.ts";
import { serverPod } from "./pods.ts";
import { dataClaim } from "./worlds.ts";

const CONSOLE = "console";
const labels = labelsOf("console");

const RESOURCES: IResourceRequirements = {
  requests: { cpu: "50m", memory: "192Mi" },
  limits: { memory: "512Mi" },
};

export const gameMasters = [
  new StatefulSet({
    metadata: { name: CONSOLE, labels },
    spec: {
      serviceName: CONSOLE,
      replicas: 1,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
      selector: { matchLabels: labels },
      template: serverPod({
        component: "console",
        role: "gateway",
        resources: RESOURCES,
        data: undefined,
        more: {},
      }),
      volumeClaimTemplates: [dataClaim("1Gi")],
    },
  }),
  new Service({
    metadata: { name: CONSOLE, labels },
    spec: { selector: labels, ports: [{ name: "game", port: 80, targetPort: "game" }] },
  }),
];
