// `npm run ops -- handover`: asks a running server to hand the world over to a standby on another machine. It decides nothing:
// the server refuses where it cannot.
import { callServer } from "./controlCall.ts";
import type { OpsCommand } from "./opsTypes.ts";
import { readOpsConfig } from "./readOpsConfig.ts";

export const handoverCommand: OpsCommand = {
  usages: [
    ["handover [--data FOLDER]", "hands the running world over to a warm standby; exit code 1 if it cannot"],
  ],
  async run(run) {
    const { data } = readOpsConfig(run);
    const { to, ms, savedMs } = await callServer(data, "/handover", {});
    run.out(
      `The world runs on ${to} now: handed over in ${ms} ms, of which the last save took ${savedMs} ms\n`,
    );
    return 0;
  },
};
