// Notes and noises on one Web Audio context; no audio file is loaded. Silent while muted, and until the player's first
// click, tap or key press, because browsers block audio before that.

/** One note. Times are in seconds from now, `volume` is 0 to 1. */
export interface Note {
  readonly hz: number;
  /** The pitch at the end, if it glides. */
  readonly toHz?: number;
  readonly inS?: number;
  readonly lengthS: number;
  readonly type?: OscillatorType;
  readonly volume: number;
  readonly attackS?: number;
}

/** A burst of filtered noise. Times are in seconds from now, `volume` is 0 to 1. */
export interface Noise {
  readonly inS?: number;
  readonly lengthS: number;
  readonly volume: number;
  readonly filter: BiquadFilterType;
  readonly hz: number;
  readonly toHz?: number;
}

const NOISE_S = 1;
const SILENT = 0.0001;

export class Synth {
  muted: boolean;
  #context: AudioContext | undefined;
  #noise: AudioBuffer | undefined;

  constructor(muted: boolean) {
    this.muted = muted;
  }

  /** Call this in a click, tap or key handler: the browser allows audio from then on. */
  unlock(): void {
    if (typeof AudioContext === "undefined") return;
    this.#context ??= new AudioContext();
    // A phone call leaves some browsers' contexts "interrupted". A browser that still allows no sound rejects.
    if (this.#context.state !== "running") this.#context.resume().catch(() => undefined);
  }

  /** Ends all sound and gives the audio device back: a page may have a few contexts only. */
  close(): void {
    this.#context?.close().catch(() => undefined);
    this.#context = undefined;
    this.#noise = undefined;
  }

  /** The context, if sound may be heard now. */
  get running(): AudioContext | undefined {
    const context = this.#context;
    return this.muted || context?.state !== "running" ? undefined : context;
  }

  note({ hz, toHz, inS = 0, lengthS, type = "triangle", volume, attackS = 0.008 }: Note): void {
    const context = this.running;
    if (context === undefined) return;
    const start = context.currentTime + inS;
    const tone = context.createOscillator();
    tone.type = type;
    tone.frequency.setValueAtTime(hz, start);
    if (toHz !== undefined) tone.frequency.exponentialRampToValueAtTime(toHz, start + lengthS);
    tone.connect(envelope(context, start, attackS, lengthS, volume)).connect(context.destination);
    tone.start(start);
    tone.stop(start + lengthS + 0.02);
  }

  noise({ inS = 0, lengthS, volume, filter, hz, toHz }: Noise): void {
    const context = this.running;
    if (context === undefined) return;
    const start = context.currentTime + inS;
    const source = context.createBufferSource();
    this.#noise ??= whiteNoise(context);
    source.buffer = this.#noise;
    source.loop = true;
    const pass = context.createBiquadFilter();
    pass.type = filter;
    pass.frequency.setValueAtTime(hz, start);
    if (toHz !== undefined) pass.frequency.exponentialRampToValueAtTime(toHz, start + lengthS);
    source
      .connect(pass)
      .connect(envelope(context, start, 0.004, lengthS, volume))
      .connect(context.destination);
    source.start(start);
    source.stop(start + lengthS + 0.02);
  }
}

function envelope(
  context: AudioContext,
  start: number,
  attackS: number,
  lengthS: number,
  volume: number,
): GainNode {
  const gain = context.createGain();
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(volume, start + attackS);
  gain.gain.exponentialRampToValueAtTime(SILENT, start + lengthS);
  return gain;
}

/** A second of noise. It repeats, which nobody hears through the filters. */
function whiteNoise(context: AudioContext): AudioBuffer {
  const buffer = context.createBuffer(1, NOISE_S * context.sampleRate, context.sampleRate);
  const samples = buffer.getChannelData(0);
  let state = 0x2f6e2b1;
  for (let i = 0; i < samples.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    samples[i] = state / 2 ** 31 - 1;
  }
  return buffer;
}
