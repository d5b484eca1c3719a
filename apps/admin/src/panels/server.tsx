// Whether the server keeps up: saving, ticks, event loop, garbage collector and memory.
import { useAdmin } from "../adminStore.ts";
import { figureChart } from "../charts/figureChart.ts";
import { Standbys } from "../handover/standbys.tsx";
import { Charts } from "./charts.tsx";
import type { Panel } from "./panel.ts";
import { saveWarning } from "./saveWarning.ts";

const specs = [
  figureChart("Tick time", ["tickP95Ms", "tickMaxMs"]),
  figureChart("Event-loop delay", ["eventLoopLagMaxMs"]),
  figureChart("GC pauses", ["gcMaxMs", "gcTotalMs"]),
  figureChart("Memory", ["rssBytes", "heapBytes"]),
];

function Server() {
  const newest = useAdmin((state) => state.samples.at(-1));
  const warning = newest && saveWarning(newest);
  return (
    <>
      <p className="panel-warning" role="alert" data-testid="save-warning">
        {warning}
      </p>
      {newest?.standbys !== undefined && <Standbys standbys={newest.standbys} />}
      <Charts specs={specs} />
    </>
  );
}

export const serverPanel: Panel = { id: "server", title: "Server", side: "charts", Body: Server };
