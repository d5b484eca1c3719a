// Calls a running server over the control socket in its data folder.
import { existsSync } from "node:fs";
import { request } from "node:http";
import { controlSocketPath } from "../startup/socketPath.ts";
import { OpsError } from "./opsTypes.ts";

/** The server answers that it does not do what was asked. */
export class ServerRefusal extends OpsError {}

/**
 * Returns the server's answer.
 * @throws OpsError if no server runs on the folder, and ServerRefusal if it refuses
 */
export async function callServer(data: string, path: string, body: object): Promise<Record<string, unknown>> {
  const socketPath = await controlSocketPath(data);
  if (!existsSync(socketPath)) throw new OpsError(`no server runs on ${data}: ${socketPath} is missing`, 1);
  const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const call = request({ socketPath, path, method: "POST" }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      response.on("error", reject);
    });
    call.on("error", (error) =>
      reject(new OpsError(`the server on ${data} does not answer: ${error.message}`, 1)),
    );
    call.end(JSON.stringify(body));
  });
  const answer = JSON.parse(text) as Record<string, unknown>;
  if (status !== 200) throw new ServerRefusal(`the server refuses: ${answer["error"]}`, 1);
  return answer;
}
