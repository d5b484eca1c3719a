// The page of `npm run sounds`: plays every sound of the game into an offline context and measures what would be heard.
import { DetectorHum } from "../../audio/detectorHum.ts";
import { Sounds } from "../../audio/sounds.ts";
import { Synth } from "../../audio/synth.ts";
import { spectralCentroidHz } from "./spectrum.ts";

export interface MeasuredSound {
  readonly name: string;
  /** Largest amplitude; above 1 the sound clips. */
  readonly peak: number;
  /** The loudest 50 ms, in dB of full scale. */
  readonly loudestDb: number;
  /** From its start until nothing louder than -60 dB is heard, in seconds. */
  readonly lengthS: number;
  /** Middle of the spectrum of its loudest part. */
  readonly centroidHz: number;
}

declare global {
  interface Window {
    measureSounds: () => Promise<readonly MeasuredSound[]>;
  }
}

const RATE = 48_000;
const RENDER_S = 4;
/** The hum fades in, and glides to its pitch. */
const HUM_S = 1;
const SILENT = 0.001;
const WINDOW = RATE / 20;

type Play = (sounds: Sounds, hum: DetectorHum) => void;

const plays: Readonly<Record<string, Play>> = {
  "pick-up, common": (sounds) => sounds.pickUp("common"),
  "pick-up, uncommon": (sounds) => sounds.pickUp("uncommon"),
  "pick-up, rare": (sounds) => sounds.pickUp("rare"),
  "pick-up, epic": (sounds) => sounds.pickUp("epic"),
  "pick-up, legendary": (sounds) => sounds.pickUp("legendary"),
  coin: (sounds) => sounds.coin(),
  refused: (sounds) => sounds.refused(),
  dig: (sounds) => sounds.dig(),
  thud: (sounds) => sounds.thud(),
  chest: (sounds) => sounds.chest(),
  mimic: (sounds) => sounds.mimic(),
  clue: (sounds) => sounds.clue(),
  horn: (sounds) => sounds.horn(),
  "countdown, beat": (sounds) => sounds.countdown(false),
  "countdown, last": (sounds) => sounds.countdown(true),
  firework: (sounds) => sounds.firework(),
  podium: (sounds) => sounds.podium(),
  ...Object.fromEntries(
    [0, 1, 2, 3, 4, 5].flatMap((band): [string, Play][] => [
      [`reading, band ${band}`, (sounds) => sounds.reading(band)],
      [`hum, band ${band}`, (_, hum) => hum.set(band)],
    ]),
  ),
  // What comes together at worst: four people unearth a chest while rockets rise and a legendary piece is picked up.
  "all at once": (sounds) => {
    for (let i = 0; i < 4; i++) sounds.dig();
    sounds.thud();
    sounds.chest();
    sounds.pickUp("legendary");
    sounds.coin();
    sounds.horn();
    sounds.firework();
    sounds.podium();
  },
};

/** Lets the game's synthesizer play into a context that renders faster than it is heard. */
async function render(play: Play): Promise<Float32Array> {
  const context = new OfflineAudioContext(1, RENDER_S * RATE, RATE);
  // The synthesizer is silent unless its context runs.
  Object.defineProperty(context, "state", { value: "running" });
  Object.defineProperty(window, "AudioContext", {
    configurable: true,
    value: function AudioContext() {
      return context;
    },
  });
  const synth = new Synth(false);
  synth.unlock();
  const sounds = new Sounds(false);
  sounds.unlock();
  play(sounds, new DetectorHum(synth));
  return (await context.startRendering()).getChannelData(0);
}

function measure(name: string, samples: Float32Array): MeasuredSound {
  let peak = 0;
  let first = 0;
  let last = 0;
  for (let i = samples.length - 1; i >= 0; i--) {
    const amplitude = Math.abs(samples[i]);
    if (amplitude > peak) peak = amplitude;
    if (amplitude <= SILENT) continue;
    if (last === 0) last = i;
    first = i;
  }
  let loudest = 0;
  let loudestAt = 0;
  const from = name.startsWith("hum") ? HUM_S * RATE : 0;
  for (let at = from; at + WINDOW <= samples.length; at += WINDOW / 2) {
    let sum = 0;
    for (let i = at; i < at + WINDOW; i++) sum += samples[i] * samples[i];
    if (sum <= loudest) continue;
    loudest = sum;
    loudestAt = at;
  }
  const centroidHz = spectralCentroidHz(samples.subarray(loudestAt, loudestAt + WINDOW), RATE);
  const loudestDb = 10 * Math.log10(Math.max(1e-12, loudest / WINDOW));
  return { name, peak, loudestDb, lengthS: (last - first) / RATE, centroidHz };
}

window.measureSounds = async () => {
  const measured: MeasuredSound[] = [];
  for (const [name, play] of Object.entries(plays)) measured.push(measure(name, await render(play)));
  return measured;
};
