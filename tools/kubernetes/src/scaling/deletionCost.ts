// Lets each gateway write its number of players on its own pod, so that Kubernetes removes the emptiest gateway first. Nothing
// else of the cluster can be read or written with that account.
import {
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
} from "kubernetes-models/admissionregistration.k8s.io/v1";
import { NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import { Role, RoleBinding } from "kubernetes-models/rbac.authorization.k8s.io/v1";
import { ServiceAccount } from "kubernetes-models/v1";
import { KUBERNETES_PORTS, labelsOf, NAMESPACE } from "../figures.ts";
import { GATEWAYS, gatewayDeployment } from "../gateways.ts";
import { type Patch, patch } from "../kustomization.ts";

const labels = labelsOf("gateway");
const POLICY = "doubloon-gateways-own-pod";
const ACCOUNT = `system:serviceaccount:${NAMESPACE}:${GATEWAYS}`;
const POD_NAME = "authentication.kubernetes.io/pod-name";

export const deletionCost = [
  new ServiceAccount({ metadata: { name: GATEWAYS, labels }, automountServiceAccountToken: false }),
  new Role({
    metadata: { name: GATEWAYS, labels },
    rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["patch"] }],
  }),
  new RoleBinding({
    metadata: { name: GATEWAYS, labels },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: GATEWAYS },
    subjects: [{ kind: "ServiceAccount", name: GATEWAYS, namespace: NAMESPACE }],
  }),
  // A role cannot name pods that do not exist yet, so it allows all of the namespace; this leaves the account its own pod.
  new ValidatingAdmissionPolicy({
    metadata: { name: POLICY },
    spec: {
      failurePolicy: "Fail",
      matchConstraints: {
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": NAMESPACE } },
        resourceRules: [
          {
            apiGroups: [""],
            apiVersions: ["v1"],
            operations: ["UPDATE"],
            resources: ["pods"],
            scope: "Namespaced",
          },
        ],
      },
      matchConditions: [{ name: "gateways", expression: `request.userInfo.username == "${ACCOUNT}"` }],
      validations: [
        {
          expression: `"${POD_NAME}" in request.userInfo.extra && request.userInfo.extra["${POD_NAME}"][0] == object.metadata.name`,
          message: "A gateway may patch its own pod only.",
        },
        {
          expression: "object.spec == oldObject.spec && object.metadata.labels == oldObject.metadata.labels",
          message: "A gateway may patch annotations only.",
        },
      ],
    },
  }),
  new ValidatingAdmissionPolicyBinding({
    metadata: { name: POLICY },
    spec: { policyName: POLICY, validationActions: ["Deny"] },
  }),
  // The API server's address is the cluster's own affair: narrow the rule to it if you know it.
  new NetworkPolicy({
    metadata: { name: "gateways-to-kubernetes" },
    spec: {
      podSelector: { matchLabels: labels },
      policyTypes: ["Egress"],
      egress: [{ ports: KUBERNETES_PORTS.map((port) => ({ protocol: "TCP", port })) }],
    },
  }),
];

const pod = "/spec/template/spec";

export const deletionCostPatch: Patch = patch(gatewayDeployment, [
  { op: "replace", path: `${pod}/serviceAccountName`, value: GATEWAYS },
  { op: "replace", path: `${pod}/automountServiceAccountToken`, value: true },
  {
    op: "add",
    path: `${pod}/containers/0/env/-`,
    value: { name: "DOUBLOON_POD_DELETION_COST", value: "true" },
  },
]);
