// What `npm run ops` can ask about processes over the control socket: the list, orders, and parts of recordings. The rights
// are those of the socket: only the server's own user can open it.
import { z } from "zod";
import { orderShape, type ProcessSources, partShape } from "../../admin/processes/processSources.ts";
import type { ControlHandler } from "../../startup/controlSocket.ts";

/** Whom the audit list names. */
const BY = "the operator, by npm run ops";

const idShape = z.string().min(1).max(128);
const askShape = z.object({ process: idShape.optional(), order: orderShape });
const askPartShape = z.object({ process: idShape, recording: idShape, part: partShape });

/** `sources` is undefined until the server has started. */
export function processControl(
  sources: () => ProcessSources | undefined,
): Readonly<Record<string, ControlHandler>> {
  function known(): ProcessSources {
    const found = sources();
    if (found === undefined) throw new Error("it is still starting: try again in a moment");
    return found;
  }
  return {
    "/processes": async () => ({ processes: known().processes() }),
    /** Without a process, every process gets the order. */
    async "/process-order"(body) {
      const { process, order } = read(askShape, body);
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
      const { process, recording, part } = read(askPartShape, body);
      return known().part(process, recording, part);
    },
  };
}

/** @throws Error that names the first field that is wrong */
function read<T>(shape: z.ZodType<T>, body: unknown): T {
  const { data, error } = shape.safeParse(body);
  if (data !== undefined) return data;
  const [issue] = error?.issues ?? [];
  throw new Error(`the request is malformed: ${issue?.path.join(".")}: ${issue?.message}`);
}
