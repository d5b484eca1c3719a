// The console of a signed-in game master: the header and, below it, the panels in two columns.
import { ConsoleHeader } from "./consoleHeader.tsx";
import { HuntCallsProvider } from "./hunts/huntCallsContext.ts";
import type { AdminSession } from "./net/adminSession.ts";
import { KickDialog } from "./orders/kickDialog.tsx";
import { OrdersProvider } from "./orders/ordersContext.ts";
import { PanelBoundary } from "./panelBoundary.tsx";
import { panels } from "./panels/index.ts";
import type { Panel } from "./panels/panel.ts";
import { ProcessCallsProvider } from "./processes/processCallsContext.ts";

export function ConsolePage({ session, name }: { session: AdminSession; name: string }) {
  return (
    <OrdersProvider value={session.orders}>
      <HuntCallsProvider value={session.hunts}>
        <ProcessCallsProvider value={session.processes}>
          <ConsoleHeader session={session} name={name} />
          <main className="console">
            {(["tables", "charts"] as const).map((side) => (
              <div key={side} className="side">
                {panels.filter((panel) => panel.side === side).map(sectionOf)}
              </div>
            ))}
          </main>
          <KickDialog />
        </ProcessCallsProvider>
      </HuntCallsProvider>
    </OrdersProvider>
  );
}

function sectionOf({ id, title, Body }: Panel) {
  return (
    <section key={id} className="panel" aria-labelledby={`panel-${id}`} data-testid={`panel-${id}`}>
      <h2 id={`panel-${id}`}>{title}</h2>
      <PanelBoundary>
        <Body />
      </PanelBoundary>
    </section>
  );
}
