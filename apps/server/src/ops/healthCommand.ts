// `npm run ops -- health [URL]`: asks a running server whether its event loop turns. For the health check of an image.
import { settings } from "../config/settings.ts";
import { type OpsCommand, OpsError } from "./opsTypes.ts";

/** How long the server may take to answer, in ms. */
const ANSWER_MS = 4_000;

export const healthCommand: OpsCommand = {
  usages: [["health [URL]", "asks /livez of the ops port; exit code 1 if it does not answer"]],
  async run({ args, env, out }) {
    const { opsPort } = settings;
    const port = env[opsPort.variable] ?? opsPort.fallback;
    const [url = `http://127.0.0.1:${port}/livez`, ...more] = args;
    if (more.length > 0) throw new OpsError(`health takes one URL, got ${JSON.stringify(more[0])} too`);
    if (!URL.canParse(url)) throw new OpsError(`health takes a URL, got ${JSON.stringify(url)}`);
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) });
      if (!response.ok) throw new OpsError(`${url} answers ${response.status}, expected 200`, 1);
      out("The server is live.\n");
      return 0;
    } catch (error) {
      if (error instanceof OpsError) throw error;
      throw new OpsError(`${url} does not answer: ${error instanceof Error ? error.message : error}`, 1);
    }
  },
};
