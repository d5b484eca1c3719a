// Asks a drill's own server about drains over the control socket in its data folder, as `npm run ops -- drain` does.
import { request } from "node:http";
import { join } from "node:path";

const SOCKET_FILE = "control.sock";

/** A gateway as the server tells of it. */
export interface DrillGateway {
  readonly id: string;
  readonly players: number;
  /** Present while it drains. */
  readonly drain?: object;
}

/**
 * Gives an order about a gateway's drain, or asks for the status; resolves to all gateways that have reported.
 * @throws Error with the server's reason if it refuses
 */
export async function askDrains(
  data: string,
  act: "start" | "pause" | "abort" | "status",
  gateway?: string,
): Promise<readonly DrillGateway[]> {
  const text = await new Promise<string>((resolve, reject) => {
    const call = request(
      { socketPath: join(data, SOCKET_FILE), path: "/drain", method: "POST" },
      (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (part: string) => {
          body += part;
        });
        response.on("end", () => resolve(body)).on("error", reject);
      },
    );
    call.on("error", reject);
    call.end(JSON.stringify({ act, gateway }));
  });
  const { error, gateways } = JSON.parse(text) as { error?: string; gateways?: readonly DrillGateway[] };
  if (gateways === undefined) throw new Error(`the server refuses: ${error}`);
  return gateways;
}
