// All hunts of the log, the newest first.
import type { HuntLine, HuntState } from "./fairness.ts";

const states: Record<HuntState, string> = {
  notOver: "not over",
  revealed: "over, secret published",
  cancelled: "cancelled, secret published",
};

/** More are listed on demand, since a log grows for ever. */
const SHOWN = 50;

export function HuntTable({ hunts }: { hunts: readonly HuntLine[] }) {
  if (hunts.length === 0) return <p className="fair-note">No hunt has been announced yet.</p>;
  return (
    <section aria-labelledby="hunts">
      <h2 id="hunts">Hunts</h2>
      <Rows hunts={hunts.slice(0, SHOWN)} />
      {hunts.length > SHOWN && (
        <details>
          <summary>{hunts.length - SHOWN} older hunts</summary>
          <Rows hunts={hunts.slice(SHOWN)} />
        </details>
      )}
    </section>
  );
}

function Rows({ hunts }: { hunts: readonly HuntLine[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Hunt</th>
          <th scope="col">State</th>
          <th scope="col">Found</th>
          <th scope="col">Checked</th>
        </tr>
      </thead>
      <tbody>
        {hunts.map(({ hunt, title, announcedMs, state, caches, found, recomputed }) => (
          <tr key={hunt}>
            <th scope="row">
              <a href={String(hunt)}>
                {hunt}. {title}
              </a>
              <span className="fair-time">{new Date(announcedMs).toLocaleString()}</span>
            </th>
            <td>{states[state]}</td>
            <td>{caches === 0 ? "" : `${found} of ${caches}`}</td>
            <td>{checkedText(state, caches, recomputed)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function checkedText(state: HuntState, caches: number, recomputed: boolean): string {
  if (recomputed) return "✓ places";
  if (state === "notOver") return "when it is over";
  return caches === 0 ? "✓ never placed" : "✓ log; open it to check its places";
}
