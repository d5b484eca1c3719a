import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ScaledObject } from "@kubernetes-models/keda/keda.sh/v1alpha1";
import {
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
} from "kubernetes-models/admissionregistration.k8s.io/v1";
import { Deployment, StatefulSet } from "kubernetes-models/apps/v1";
import { HorizontalPodAutoscaler } from "kubernetes-models/autoscaling/v2";
import { Ingress, NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1";
import { Role, RoleBinding } from "kubernetes-models/rbac.authorization.k8s.io/v1";
import { ConfigMap, Namespace, Service, ServiceAccount } from "kubernetes-models/v1";
import { describe, expect, it, type TestContext, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { DRAIN_SECONDS, GRACE_SECONDS, LEAVE_SECONDS, LOAD, PORTS, STOP_SECONDS, USER } from "./figures.ts";
import { filesOf } from "./files.ts";
import { gatewayDeployment } from "./gateways.ts";
import { patch } from "./kustomization.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const FOLDER = join(ROOT, "deploy/kubernetes");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const { version } = JSON.parse(read("package.json")) as { version: string };

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: Record<string, unknown>;
}

const MODELS = {
  ConfigMap,
  Deployment,
  HorizontalPodAutoscaler,
  Ingress,
  Namespace,
  NetworkPolicy,
  PodDisruptionBudget,
  Role,
  RoleBinding,
  ScaledObject,
  Service,
  ServiceAccount,
  StatefulSet,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
};

/** Kinds of the whole cluster. */
const CLUSTER_WIDE = /^ValidatingAdmissionPolicy/;

const isModelled = (kind: string): kind is keyof typeof MODELS => kind in MODELS;

/** What `kubectl kustomize` makes of a folder. */
function render(context: TestContext, folder: string): Manifest[] {
  const { error, status, stdout, stderr } = spawnSync("kubectl", ["kustomize", folder], { encoding: "utf8" });
  if (error !== undefined) context.skip("kubectl is not installed");
  expect([status, stderr]).toEqual([0, ""]);
  return parseAllDocuments(stdout).map((document) => document.toJS() as Manifest);
}

/** The same of a folder in a copy of deploy/, changed by `change` first. */
function renderCopy(context: TestContext, folder: string, change: (copy: string) => void): Manifest[] {
  const copy = mkdtempSync(join(tmpdir(), "kubernetes-"));
  try {
    cpSync(FOLDER, join(copy, "kubernetes"), { recursive: true });
    change(copy);
    return render(context, join(copy, folder));
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** KEDA instead of Kubernetes' own autoscaler: one word changed, as the README says. */
function useKeda(copy: string): void {
  const file = join(copy, "kubernetes/overlays/large/kustomization.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("components/hpa", "components/keda"));
}

/** The overlay of one's own that docs/kubernetes.md shows. */
function addOwn(copy: string): void {
  const [, text] =
    /^ {3}```yaml\n( {3}apiVersion: kustomize[\s\S]*?) {3}```/m.exec(read("docs/kubernetes.md")) ?? [];
  mkdirSync(join(copy, "island"));
  writeFileSync(join(copy, "island/kustomization.yaml"), text.replaceAll(/^ {3}/gm, ""));
}

const find = (manifests: readonly Manifest[], kind: string, name: string): Manifest | undefined =>
  manifests.find((one) => one.kind === kind && one.metadata.name === name);

interface Workload {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Everything that the pod says, as JSON. */
  readonly text: string;
}

const workloads = (manifests: readonly Manifest[]): Workload[] =>
  manifests
    .filter(({ kind }) => kind === "Deployment" || kind === "StatefulSet")
    .map(({ metadata, spec }) => {
      const template = spec?.["template"] as { metadata: { labels: Record<string, string> } };
      return { name: metadata.name, labels: template.metadata.labels, text: JSON.stringify(template) };
    });

/** Values of every field of this name, wherever it is. */
function valuesOf(value: unknown, field: string): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name === field ? [inner] : []),
    ...valuesOf(inner, field),
  ]);
}

describe("deploy/kubernetes/", () => {
  it("holds what npm run kubernetes writes, and no other YAML", () => {
    const committed = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".yaml"))
      .map((path) => [path, readFileSync(join(FOLDER, path), "utf8")] as const);
    expect(Object.fromEntries(committed)).toEqual(Object.fromEntries(filesOf(version)));
  });

  it("names only variables that the server has, and no secret's value", () => {
    const settings = read("apps/server/src/config/settings.ts");
    const text = [...filesOf(version).values()].join("");
    const named = new Set(text.match(/\bDOUBLOON_[A-Z_]+/g));
    expect(named.size).toBeGreaterThan(5);
    expect([...named].filter((name) => !settings.includes(`variable: "${name}"`))).toEqual([]);
    expect(text).not.toMatch(/kind: Secret\b|redis(s)?:\/\/|\b[0-9a-f]{64}\b/);
  });

  it("names the ports, user, paths, metric and time to stop that the server and its image have", () => {
    const image = read("deploy/Containerfile");
    expect(image).toContain(`\nEXPOSE ${PORTS.game} ${PORTS.ops}\n`);
    expect(image).toContain(`DOUBLOON_OPS_PORT=${PORTS.ops}\n`);
    expect(image).toContain(`\nUSER ${USER}:${USER}\n`);
    expect(read("apps/server/src/config/settings.ts")).toMatch(
      new RegExp(`variable: "DOUBLOON_PORT",\\s*fallback: "${PORTS.game}"`),
    );
    for (const path of ["/livez", "/readyz", "/metrics"]) {
      expect(read("apps/server/src/http/opsServer.ts")).toContain(`app.get("${path}"`);
    }
    expect(read("apps/server/src/metrics/metrics.ts")).toContain(`name: "${LOAD.metric}"`);
    const stop = /CLOSE_TIMEOUT_MS = ([\d_]+);/.exec(read("apps/server/src/lib/shutdown.ts"));
    expect(STOP_SECONDS).toBe(Math.ceil(Number(stop?.[1].replaceAll("_", "")) / 1_000));
    expect(read("apps/server/src/config/settings.ts")).toMatch(
      new RegExp(`variable: "DOUBLOON_DRAIN_SECONDS",\\s*fallback: "${DRAIN_SECONDS}"`),
    );
    expect(GRACE_SECONDS).toBeGreaterThan(LEAVE_SECONDS + DRAIN_SECONDS + STOP_SECONDS);
  });
});

test("a patch of a field that the object does not have is refused", () => {
  expect(() => patch(gatewayDeployment, [{ op: "remove", path: "/spec/replica" }])).toThrow(
    "Deployment gateways: nothing at /spec/replica, expected a field to patch",
  );
  expect(patch(gatewayDeployment, [{ op: "remove", path: "/spec/replicas" }]).target).toEqual({
    kind: "Deployment",
    name: "gateways",
  });
});

const OVERLAYS: readonly (readonly [string, (context: TestContext) => Manifest[]])[] = [
  ["small", (context) => render(context, join(FOLDER, "overlays/small"))],
  ["large", (context) => render(context, join(FOLDER, "overlays/large"))],
  ["large with KEDA", (context) => renderCopy(context, "kubernetes/overlays/large", useKeda)],
  ["the overlay of one's own in docs/kubernetes.md", (context) => renderCopy(context, "island", addOwn)],
];

describe.each(OVERLAYS)("kubectl kustomize of %s", (_, rendered) => {
  it("renders objects with the types and required fields of Kubernetes' schema, all in the namespace", (context) => {
    const manifests = rendered(context);
    expect(manifests.length).toBeGreaterThan(15);
    for (const manifest of manifests) {
      const { kind, metadata } = manifest;
      if (!isModelled(kind)) throw new Error(`${kind} ${metadata.name}: a kind that this test does not know`);
      // Models differ in their fields, and what was rendered is of no type until it has been validated.
      const Model = MODELS[kind] as unknown as new (data: Manifest) => { validate(): void };
      expect(() => new Model(manifest).validate(), `${kind} ${metadata.name}`).not.toThrow();
      // Older versions of kubectl write a namespace on these too, which the API server clears.
      if (CLUSTER_WIDE.test(kind)) continue;
      expect(kind === "Namespace" ? metadata.name : metadata.namespace).toBe("doubloon");
    }
  });

  it("selects, scales and mounts only what there is", (context) => {
    const manifests = rendered(context);
    const pods = workloads(manifests);
    const selectors = manifests.flatMap(({ kind, metadata, spec }) => {
      const own = kind === "Service" ? [spec?.["selector"]] : valuesOf(spec, "matchLabels");
      return kind === "NetworkPolicy" || CLUSTER_WIDE.test(kind)
        ? []
        : own.map((labels) => ({ of: `${kind} ${metadata.name}`, labels }));
    });
    expect(selectors.length).toBeGreaterThan(8);
    const idle = selectors.filter(
      ({ labels }) =>
        !pods.some((pod) =>
          Object.entries(labels as Record<string, string>).every(
            ([name, value]) => pod.labels[name] === value,
          ),
        ),
    );
    expect(idle).toEqual([]);
    const settings = manifests.find(({ kind }) => kind === "ConfigMap")?.metadata.name;
    for (const name of ["worlds", "gateways", "console"]) {
      const pod = pods.find((one) => one.name === name);
      expect(pod?.text).toContain(`"configMapRef":{"name":"${settings}"}`);
      expect(pod?.text).toMatch(/"image":"[^"]+\/doubloon:/);
    }
    for (const target of manifests.flatMap(({ spec }) => valuesOf(spec, "scaleTargetRef"))) {
      const { kind, name } = target as { kind: string; name: string };
      expect(find(manifests, kind, name)?.spec).not.toHaveProperty("replicas");
    }
  });

  it("confines every pod, and gives gateways no moment without a successor", (context) => {
    const manifests = rendered(context);
    for (const { name, text } of workloads(manifests)) {
      for (const said of [
        '"runAsNonRoot":true',
        '"readOnlyRootFilesystem":true',
        '"allowPrivilegeEscalation":false',
        '"drop":["ALL"]',
        '"seccompProfile":{"type":"RuntimeDefault"}',
        '"enableServiceLinks":false',
      ]) {
        expect(text, `pods of ${name}`).toContain(said);
      }
      // An account of Kubernetes is mounted where the pod keeps its own deletion cost, and nowhere else.
      const account = name === "gateways" && find(manifests, "Role", "gateways") !== undefined;
      expect(text).toContain(`"automountServiceAccountToken":${account}`);
      expect(text.includes('"serviceAccountName":"gateways"')).toBe(account);
      expect(text.includes("DOUBLOON_POD_DELETION_COST")).toBe(account);
    }
    expect(find(manifests, "Deployment", "gateways")?.spec?.["strategy"]).toEqual({
      type: "RollingUpdate",
      rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
    });
    expect(find(manifests, "StatefulSet", "worlds")?.spec?.["replicas"]).toBe(2);
    for (const name of ["worlds", "gateways"]) {
      expect(find(manifests, "PodDisruptionBudget", name)?.spec?.["maxUnavailable"]).toBe(1);
    }
  });
});

test("the gateways' account of Kubernetes can patch pods, and of these only its own annotations", (context) => {
  const manifests = render(context, join(FOLDER, "overlays/large"));
  expect(find(manifests, "Role", "gateways")).toMatchObject({
    rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["patch"] }],
  });
  const policy = find(manifests, "ValidatingAdmissionPolicy", "doubloon-gateways-own-pod");
  const text = JSON.stringify(policy?.spec);
  for (const said of [
    "system:serviceaccount:doubloon:gateways",
    "authentication.kubernetes.io/pod-name",
    "object.spec == oldObject.spec",
    '"failurePolicy":"Fail"',
  ]) {
    expect(text).toContain(said);
  }
  const binding = find(manifests, "ValidatingAdmissionPolicyBinding", "doubloon-gateways-own-pod");
  expect(binding?.spec).toMatchObject({ policyName: policy?.metadata.name, validationActions: ["Deny"] });
});

test("an overlay of one's own changes settings, host and image", (context) => {
  const manifests = renderCopy(context, "island", addOwn);
  const text = JSON.stringify(manifests);
  expect(text).toContain('"DOUBLOON_TRUST_PROXY":"10.244.0.0/16"');
  expect(valuesOf(manifests, "host")).toEqual(["hunt.example.net"]);
  expect(text).toContain(`"image":"registry.example.net/doubloon:${version}"`);
  expect(text).not.toMatch(/localhost\/doubloon|hunt\.example\.org/);
});
