// The server's processes: recordings, flame graphs, log levels. Its content is loaded apart from the console.
import { lazy, Suspense } from "react";
import type { Panel } from "./panel.ts";

const Content = lazy(async () => ({
  default: (await import("../processes/processesBody.tsx")).ProcessesBody,
}));

function Processes() {
  return (
    <Suspense fallback={<p className="empty">Loading…</p>}>
      <Content />
    </Suspense>
  );
}

export const processesPanel: Panel = {
  id: "processes",
  title: "Processes",
  side: "charts",
  Body: Processes,
};
