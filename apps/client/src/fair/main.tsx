// The composition root of the page `/fair/`: reads the hunt's number from the address and one's own readings from the browser, and
// lets the worker check.
import { createRoot } from "react-dom/client";
import { ownNonceOf } from "../hunting/nonces.ts";
import { readArchive } from "../hunting/readingArchive.ts";
import { localStorageIfAllowed } from "../session/browserStorage.ts";
import { FairPage } from "./FairPage.tsx";
import type { FairAnswer, FairRequest } from "./fairWorker.ts";
import "../styles/fair.css";

const element = document.getElementById("root");
if (element === null) throw new Error("the page has no #root");

const number = /\/(\d{1,10})$/.exec(window.location.pathname)?.[1];
const hunt = number === undefined ? undefined : Number(number);
const root = new URL("../", window.location.href).href;
const storage = localStorageIfAllowed();
const ownNonce = hunt === undefined ? undefined : ownNonceOf(storage, hunt);
const ownReadings = readArchive(storage)
  .filter((own) => own.hunt === hunt)
  .flatMap(({ readings }) => readings)
  .map(({ thread, cellX, cellY, band }) => ({ thread, cellX, cellY, band }));

function check(onAnswer: (answer: FairAnswer) => void): () => void {
  const worker = new Worker(new URL("./fairWorker.ts", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }: MessageEvent<FairAnswer>) => onAnswer(data);
  worker.onerror = ({ message }) => onAnswer({ type: "failed", reason: message });
  worker.postMessage({ root, hunt, ownNonce, ownReadings } satisfies FairRequest);
  return () => worker.terminate();
}

createRoot(element).render(<FairPage root={root} hunt={hunt} check={check} />);
