// Mounts the console. The only place that assembles its parts.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { adminStore } from "./adminStore.ts";
import { App } from "./app.tsx";
import { startAdminSession } from "./net/adminSession.ts";
import "./styles/base.css";
import "./styles/signIn.css";
import "./styles/console.css";
import "./styles/tables.css";
import "./styles/charts.css";
import "./styles/orders.css";
import "./styles/hunts.css";
import "./styles/processes.css";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with the id root");
createRoot(root).render(
  <StrictMode>
    <App session={startAdminSession(adminStore)} />
  </StrictMode>,
);
