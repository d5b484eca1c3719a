// The files of deploy/kubernetes/ as text. Every object is compared with Kubernetes' own schema before it is written.
import { Namespace } from "kubernetes-models/v1";
import { stringify } from "yaml";
import { NAMESPACE } from "./figures.ts";
import { gameMasters } from "./gameMasters.ts";
import { gateways, ingress } from "./gateways.ts";
import { withVersion } from "./kustomization.ts";
import { network } from "./network.ts";
import { base, components, large, small } from "./overlays.ts";
import { redis } from "./redis.ts";
import { autoscaler, scaledObject } from "./scaling/autoscalers.ts";
import { deletionCost } from "./scaling/deletionCost.ts";
import { worlds } from "./worlds.ts";

interface Validated {
  validate(): void;
  toJSON(): unknown;
}

const HEADER =
  "# Written by `npm run kubernetes` from tools/kubernetes; README.md of this folder says what to change where.\n";

/** No aliases: each object is read on its own. */
const OPTIONS = { aliasDuplicateObjects: false, lineWidth: 110 };

/** The namespace refuses pods that ask for more than they need, whoever makes them. */
const namespace = new Namespace({
  metadata: { name: NAMESPACE, labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
});

/** @throws the library's error if an object does not fit its schema */
function documents(objects: readonly Validated[]): string {
  for (const object of objects) object.validate();
  return objects.map((object) => stringify(object.toJSON(), OPTIONS)).join("---\n");
}

/**
 * All files, by their path below deploy/kubernetes/.
 * @param version the image's tag in the overlays
 */
export function filesOf(version: string): Map<string, string> {
  const kustomizations = {
    base,
    "overlays/small": small(version),
    "overlays/large": large(version),
    ...Object.fromEntries(Object.entries(components).map(([name, one]) => [`components/${name}`, one])),
  };
  const files = new Map<string, string>([
    ["base/namespace.yaml", documents([namespace])],
    ["base/worlds.yaml", documents(worlds)],
    ["base/gateways.yaml", documents(gateways)],
    ["base/console.yaml", documents(gameMasters)],
    ["base/network.yaml", documents(network)],
    ["components/redis/redis.yaml", documents(redis)],
    ["components/ingress/ingress.yaml", documents([ingress])],
    ["components/hpa/autoscaler.yaml", documents([autoscaler])],
    ["components/deletion-cost/deletionCost.yaml", documents(deletionCost)],
    ["components/keda/scaledObject.yaml", documents([scaledObject])],
  ]);
  for (const [folder, one] of Object.entries(kustomizations)) {
    files.set(`${folder}/kustomization.yaml`, stringify(withVersion(one), OPTIONS));
  }
  return new Map([...files].map(([path, text]) => [path, HEADER + text]));
}
