// Keeps the deletion cost of this pod at its number of players, by patching the pod's own annotation through the API server of
// Kubernetes. Reads nothing from the cluster, and an API server that is away or refuses costs no player anything.
import { readFile } from "node:fs/promises";
import { request } from "node:https";
import { join } from "node:path";

/** https://kubernetes.io/docs/reference/labels-annotations-taints/#pod-deletion-cost */
const ANNOTATION = "controller.kubernetes.io/pod-deletion-cost";
/** Each patch is a write to the cluster's store, so small changes are not written: a tenth of the players, or 10. */
const CHANGE_SHARE = 0.1;
const CHANGE_PLAYERS = 10;
/** Largest value of the annotation, a 32-bit integer. */
const MAX_COST = 2_147_483_647;
const ANSWER_TIMEOUT_MS = 5_000;
/** Of an answer that refuses, only this much is read: the reason. */
const MAX_ANSWER_BYTES = 65_536;

/** How to reach the API server as this pod. */
export interface PodIdentity {
  readonly host: string;
  readonly port: number;
  /** The pod's name: its host name. */
  readonly pod: string;
  /** Folder in which Kubernetes mounts `token`, `ca.crt` and `namespace`. */
  readonly folder: string;
}

/**
 * The identity of this process's pod.
 * @throws Error if this is no pod
 */
export function podIdentity(
  env: Readonly<Record<string, string | undefined>>,
  hostName: string,
): PodIdentity {
  const [host, port] = [env["KUBERNETES_SERVICE_HOST"], Number(env["KUBERNETES_SERVICE_PORT"])];
  if (host === undefined || !Number.isInteger(port)) {
    throw new Error(
      "KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set, expected a pod of Kubernetes",
    );
  }
  return { host, port, pod: hostName, folder: "/var/run/secrets/kubernetes.io/serviceaccount" };
}

/** Whether a number of players differs enough from the written one to be worth a patch. */
export function isWorthWriting(players: number, written: number | undefined): boolean {
  if (written === undefined) return true;
  if (players === written) return false;
  // An empty gateway is the one to remove, so the first and the last player always count.
  if (players === 0 || written === 0) return true;
  return Math.abs(players - written) >= Math.max(CHANGE_PLAYERS, written * CHANGE_SHARE);
}

export class PodDeletionCost {
  readonly #identity: PodIdentity;
  #written: number | undefined;
  #writing = false;

  constructor(identity: PodIdentity) {
    this.#identity = identity;
  }

  /**
   * Writes the cost if it has changed enough; does nothing while the previous call has not ended.
   * @throws Error if a mounted file cannot be read, or if the API server cannot be reached or refuses
   */
  async update(players: number): Promise<void> {
    const cost = Math.min(MAX_COST, players);
    if (this.#writing || !isWorthWriting(cost, this.#written)) return;
    this.#writing = true;
    try {
      await this.#patch(cost);
      this.#written = cost;
    } finally {
      this.#writing = false;
    }
  }

  async #patch(cost: number): Promise<void> {
    const { host, port, pod, folder } = this.#identity;
    // Kubernetes replaces the token every hour, so it is read each time.
    const read = (name: string) => readFile(join(folder, name), "utf8");
    const [token, ca, namespace] = await Promise.all([read("token"), read("ca.crt"), read("namespace")]);
    const body = JSON.stringify({ metadata: { annotations: { [ANNOTATION]: String(cost) } } });
    const path = `/api/v1/namespaces/${encodeURIComponent(namespace.trim())}/pods/${encodeURIComponent(pod)}`;
    await new Promise<void>((resolve, reject) => {
      const asking = request({
        host,
        port,
        ca,
        path,
        method: "PATCH",
        agent: false,
        signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
        headers: {
          authorization: `Bearer ${token.trim()}`,
          "content-type": "application/merge-patch+json",
          "content-length": Buffer.byteLength(body),
        },
      });
      asking.on("error", reject);
      asking.on("response", (response) => {
        let answer = "";
        response.setEncoding("utf8").on("data", (more: string) => {
          if (answer.length < MAX_ANSWER_BYTES) answer += more;
        });
        response.on("error", reject).on("end", () => {
          if (response.statusCode === 200) resolve();
          else reject(new Error(`the API server answers ${response.statusCode}: ${reasonIn(answer)}`));
        });
      });
      asking.end(body);
    });
  }
}

/** The message of Kubernetes' Status object, else the start of the answer. */
function reasonIn(answer: string): string {
  try {
    const { message } = JSON.parse(answer) as { message?: unknown };
    if (typeof message === "string") return message.slice(0, 500);
  } catch {
    // Not JSON: an answer of something in between.
  }
  return answer.slice(0, 200);
}
