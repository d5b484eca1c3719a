// What `npm run ops` can ask about processes over the control socket: the list, orders, and parts of recordings. The rights
// are those of the socket: only the server's own user can open it.
import { z } from "zod";
import type { ProcessSources } from "../../admin/processes/processSources.ts";
import type { ControlHandler } from "../../startup/controlSocket.ts";
import { orderShape } from "../../telemetry/console/processes/processMessages.ts";

/** Whom the audit list names. */
const BY = "the operator, by npm run ops";

const idShape = z.string().min(1).max(128);
const askShape = z.object({ process: idShape.optional(), order: orderShape });
const partShape = z.object({ process: idShape, recording: idShape, part: z.int().min(0) });

/** `sources` is undefined while this machine stands by. */
export function processControl(
  sources: () => ProcessSources | undefined,
): Readonly<Record<string, ControlHandler>> {
  function known(): ProcessSources {
    const found = sources();
    if (found === undefined) throw new Error("this machine does not run the world: ask the one that does");
    return found;
  }
  return {
    "/processes": async () => ({ processes: known().processes() }),
    /** Without a process, every process gets the order. */
    async "/process-order"(body) {
      const { process, order } = askShape.parse(body);
      const ids =
        process === undefined
          ? known()
              .processes()
              .map(({ id }) => id)
          : [process];
      return {
        outcomes: await Promise.all(
          ids.map(async (id) => ({ process: id, ...(await known().order(id, order, BY)) })),
        ),
      };
    },
    async "/recording-part"(body) {
      const { process, recording, part } = partShape.parse(body);
      return known().part(process, recording, part);
    },
  };
}
