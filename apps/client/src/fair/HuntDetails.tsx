// One hunt in full: what was published when, what follows from it, its caches on the map, and one's own readings.
import type { ThreadVerdict } from "@doubloon/shared/fair/verify/verifyReadings";
import type { ReactNode } from "react";
import { cacheName } from "./cacheName.ts";
import type { ShownHunt } from "./fairness.ts";
import { ZoneMap } from "./ZoneMap.tsx";

export function HuntDetails({ hunt, root }: { hunt: ShownHunt; root: string }) {
  return (
    <>
      <section aria-labelledby="published">
        <h2 id="published">{hunt.title}</h2>
        <p>
          Announced {new Date(hunt.announcedMs).toLocaleString()}. {stateText(hunt)}
        </p>
        <ol className="fair-steps">
          <Step done title="The server bound itself to a secret">
            Before anybody entered, it published this fingerprint of the secret:{" "}
            <Hex text={hunt.commitment} />
          </Step>
          <Step done={hunt.nonces.length > 0} title="Players added chance of their own">
            {entropyText(hunt)}
            {hunt.nonces.length > 0 && (
              <details>
                <summary>The numbers</summary>
                <Hex text={hunt.nonces.join(" ")} />
              </details>
            )}
          </Step>
          <Step done={hunt.root !== undefined} title="The places were fixed before the start">
            {hunt.root === undefined ? (
              "Their common fingerprint is published when the countdown begins."
            ) : (
              <>
                {hunt.caches} caches, with this common fingerprint: <Hex text={hunt.root} />
              </>
            )}
          </Step>
          <Step done={hunt.found > 0} title="Each find was shown to be one of them">
            {findsText(hunt)}
          </Step>
          <Step done={hunt.secret !== undefined} title="The secret was published">
            {hunt.secret === undefined ? (
              "That happens at the podium, or when the hunt is cancelled."
            ) : (
              <>
                It has the fingerprint of step 1: <Hex text={hunt.secret} />
              </>
            )}
          </Step>
          <Step done={hunt.recomputed} title="Your browser planned the hunt again">
            {recomputedText(hunt)}
          </Step>
          {hunt.resultsMatch !== undefined && (
            <Step done={hunt.resultsMatch} title="The results are those of the log">
              {hunt.resultsMatch
                ? "The published results have the fingerprint that the log has."
                : "The published results are not those that the log has the fingerprint of."}{" "}
              <a href={new URL(`hunts/${hunt.hunt}.json`, root).href}>Results</a>
            </Step>
          )}
        </ol>
      </section>
      {hunt.leaves.length > 0 && <ZoneMap hunt={hunt} root={root} />}
      {hunt.leaves.length > 0 && <CacheTable hunt={hunt} />}
      <OwnReadings hunt={hunt} />
    </>
  );
}

function Step({ done, title, children }: { done: boolean; title: string; children: ReactNode }) {
  return (
    <li data-done={done}>
      <strong>
        {title} <span className="fair-mark">{done ? "✓" : "–"}</span>
      </strong>
      <div>{children}</div>
    </li>
  );
}

function Hex({ text }: { text: string }) {
  return <code className="fair-hex">{text}</code>;
}

function stateText({ state, reason }: ShownHunt): string {
  if (state === "notOver") return "It is not over, so its places are still secret.";
  if (state === "revealed") return "It is over.";
  return `It was cancelled: ${reason ?? ""}.`;
}

function entropyText({ root, nonces, ownNonce, state }: ShownHunt): string {
  if (root === undefined) {
    return state === "notOver"
      ? "The numbers of those who enter are published when the countdown begins."
      : "It was cancelled before that.";
  }
  if (nonces.length === 0)
    return "Nobody had entered when the places were drawn, so they come from the server’s secret alone.";
  const counted =
    nonces.length === 1
      ? "The random number of 1 player went into the places."
      : `The random numbers of ${nonces.length} players went into the places, in the order in which they came.`;
  if (ownNonce === undefined) return counted;
  return ownNonce > 0
    ? `${counted} Yours is number ${ownNonce}, so the server could not know the places before you entered.`
    : `${counted} Yours is not among them: you entered after the places were fixed, or the server left it out.`;
}

function findsText({ caches, found, state }: ShownHunt): string {
  if (caches === 0) return "No cache was placed.";
  const counted = found === 0 ? `None of ${caches} caches` : `${found} of ${caches} caches`;
  if (state === "notOver") return `${counted} found so far.`;
  return found === 0
    ? `None of the ${caches} caches was found.`
    : `${counted} were found. Each find opened its part of the fingerprint.`;
}

function recomputedText({ recomputed, state, caches, eligible }: ShownHunt): string {
  if (recomputed) {
    return `The secret, the players’ numbers and the announcement give exactly these ${caches} caches, on the ${eligible} tiles of the zone where caches may lie.`;
  }
  if (state === "notOver") return "That takes the secret.";
  return caches === 0
    ? "It was cancelled before any cache was placed."
    : "The server does not have the map of this hunt any more, so the places could not be planned again here.";
}

function CacheTable({ hunt }: { hunt: ShownHunt }) {
  return (
    <details>
      <summary>All caches as a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Cache</th>
            <th scope="col">What</th>
            <th scope="col">Wave</th>
            <th scope="col">Tile</th>
            <th scope="col">Found</th>
          </tr>
        </thead>
        <tbody>
          {hunt.leaves.map((leaf) => (
            <tr key={leaf.index}>
              <th scope="row">{leaf.index}</th>
              <td>{cacheName(hunt.definition, leaf)}</td>
              <td>{leaf.wave + 1}</td>
              <td>
                {leaf.tileX}, {leaf.tileY}
              </td>
              <td>{leaf.foundMs === undefined ? "no" : new Date(leaf.foundMs).toLocaleTimeString()}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function OwnReadings({ hunt }: { hunt: ShownHunt }) {
  if (hunt.ownReadings.length === 0) return null;
  return (
    <section aria-labelledby="readings">
      <h2 id="readings">Your own readings</h2>
      {hunt.threads === undefined ? (
        <p>
          {hunt.ownReadings.length} readings are kept in this browser.{" "}
          {hunt.state === "notOver"
            ? "They can be checked when the hunt is over."
            : "They could not be checked here: the hunt was not planned again, or was held with another detector."}
        </p>
      ) : (
        <ul>
          {hunt.threads.map((thread) => (
            <li key={thread.thread}>{threadText(thread, hunt)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function threadText({ readings, caches }: ThreadVerdict, { definition, leaves }: ShownHunt): string {
  const count = readings === 1 ? "1 reading" : `${readings} readings`;
  if (caches.length === 0) return `✗ ${count}: no cache of this hunt gives them. The detector was wrong.`;
  if (caches.length > 1) return `✓ ${count}: true of ${caches.length} caches, too few to tell which.`;
  const leaf = leaves.find(({ index }) => index === caches[0]);
  const name =
    leaf === undefined ? "" : `, ${cacheName(definition, leaf)} at tile ${leaf.tileX}, ${leaf.tileY}`;
  return `✓ ${count}: all true of cache ${caches[0]}${name}.`;
}
