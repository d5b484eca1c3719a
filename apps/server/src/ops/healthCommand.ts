// `npm run ops -- health [URL]`: asks a running server whether its event loop turns. For the health check of an image.
import { errorText } from "@doubloon/shared/errorText";
import type { Config } from "../config/config.ts";
import { type OpsCommand, OpsError } from "./opsTypes.ts";
import { readOpsConfig } from "./readOpsConfig.ts";

/** How long the server may take to answer, in ms. */
const ANSWER_MS = 4_000;
/** Where a server that listens on every address is asked. */
const LOOPBACK: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "::1" };

export const healthCommand: OpsCommand = {
  usages: [["health [URL]", "asks /livez of the ops port; exit code 1 if it does not answer"]],
  async run(run) {
    const { args, out } = run;
    const [url = ownUrl(readOpsConfig({ ...run, args: [] })), ...more] = args;
    if (more.length > 0) throw new OpsError(`health takes one URL, got ${JSON.stringify(more[0])} too`);
    if (!URL.canParse(url)) throw new OpsError(`health takes a URL, got ${JSON.stringify(url)}`);
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) });
      if (!response.ok) throw new OpsError(`${url} answers ${response.status}, expected 200`, 1);
      out("The server is live.\n");
      return 0;
    } catch (error) {
      if (error instanceof OpsError) throw error;
      throw new OpsError(`${url} does not answer: ${errorText(error)}`, 1);
    }
  },
};

/** The address of /livez by variables and configuration file. @throws OpsError if the ops port is off */
function ownUrl({ opsHost, opsPort }: Config): string {
  if (opsPort === "off") throw new OpsError("the ops port is off, expected a port, or a URL to ask");
  const host = LOOPBACK[opsHost] ?? opsHost;
  return `http://${host.includes(":") ? `[${host}]` : host}:${opsPort}/livez`;
}
