// Calls a running server over the control socket in its data folder.
import { request } from "node:http";
import { controlSocketPath } from "../startup/socketPath.ts";
import { OpsError } from "./opsTypes.ts";

/** The server answers that it does not do what was asked. */
export class ServerRefusal extends OpsError {}

/**
 * Returns the server's answer.
 * @throws OpsError if no server runs on the folder or it ends before it answers, and ServerRefusal if it refuses
 */
export async function callServer(data: string, path: string, body: object): Promise<Record<string, unknown>> {
  const socketPath = await controlSocketPath(data);
  const { status, text } = await exchange(socketPath, path, body).catch((error: NodeJS.ErrnoException) => {
    throw new OpsError(whyNot(data, socketPath, error), 1);
  });
  const answer = read(text);
  if (answer === undefined) throw new OpsError(`the answer of the server on ${data} is malformed`, 1);
  if (status !== 200) throw new ServerRefusal(`the server refuses: ${answer["error"]}`, 1);
  return answer;
}

/** Whether a server runs on the folder. A socket alone may be what a killed one left. */
export async function isServed(data: string): Promise<boolean> {
  try {
    await exchange(await controlSocketPath(data), "/ping", {});
    return true;
  } catch (error) {
    return !isNobody(error as NodeJS.ErrnoException);
  }
}

interface Answered {
  readonly status: number;
  readonly text: string;
}

/** Rejects with the socket's error, also if the server ends in the middle of its answer. */
function exchange(socketPath: string, path: string, body: object): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, path, method: "POST" }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      response.on("error", reject);
    });
    call.on("error", reject);
    call.end(JSON.stringify(body));
  });
}

/** Nobody listens: the socket is missing, or was left by a server that was killed. */
function isNobody({ code }: NodeJS.ErrnoException): boolean {
  return code === "ENOENT" || code === "ECONNREFUSED";
}

function whyNot(data: string, socketPath: string, error: NodeJS.ErrnoException): string {
  if (error.code === "ENOENT") return `no server runs on ${data}: ${socketPath} is missing`;
  if (error.code === "ECONNREFUSED") return `no server runs on ${data}: the one that did was killed`;
  if (error.code === "EACCES")
    return `${socketPath} may not be opened by this user: run this command as the server's user`;
  return `the server on ${data} does not answer: ${error.message}`;
}

function read(text: string): Record<string, unknown> | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === "object" && answer !== null ? (answer as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
