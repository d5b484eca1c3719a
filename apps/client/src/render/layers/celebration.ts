// Fireworks and confetti over the world, at the podium. Bounded in number; the particles' places follow from their start.
import type Phaser from "phaser";
import { EFFECTS } from "../art/spriteSheets.ts";
import { Depth } from "../depth.ts";
import { SpriteBatch } from "./spriteBatch.ts";

const MAX_ROCKETS = 6;
const SPARKS = 44;
const MAX_CONFETTI = 140;
const RISE_MS = 550;
const BURST_MS = 1300;
const CONFETTI_MS = 4200;
const COLORS = [0xffc94d, 0xff6f59, 0x6cc4ff, 0x8df28b, 0xd28cff, 0xfff2c0] as const;

interface Rocket {
  readonly startMs: number;
  /** Where it bursts, as parts of the view. */
  readonly x: number;
  readonly y: number;
  readonly color: number;
  readonly seed: number;
  burst: boolean;
}

interface Paper {
  readonly startMs: number;
  readonly x: number;
  readonly drift: number;
  readonly color: number;
  readonly speed: number;
}

export interface ViewRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export class Celebration {
  readonly #batch: SpriteBatch;
  readonly #scale: number;
  readonly #random: () => number;
  readonly #burst: () => void;
  readonly #dot: Phaser.Textures.Frame;
  readonly #sparkle: Phaser.Textures.Frame;
  readonly #paper: Phaser.Textures.Frame;
  #rockets: Rocket[] = [];
  #confetti: Paper[] = [];
  #untilMs = 0;
  #nextMs = 0;

  /** `burst` is called when a rocket rises, for its sound. */
  constructor(scene: Phaser.Scene, scale: number, random: () => number, burst: () => void) {
    this.#batch = new SpriteBatch(scene, EFFECTS, Depth.effects + 2);
    this.#scale = scale;
    this.#random = random;
    this.#burst = burst;
    const effects = scene.textures.get(EFFECTS);
    this.#dot = effects.get("dot");
    this.#sparkle = effects.get("sparkle");
    this.#paper = effects.get("paper");
  }

  /** Rockets for this long; confetti falls at once. */
  start(nowMs: number, lengthMs: number): void {
    this.#untilMs = nowMs + lengthMs;
    this.#nextMs = nowMs;
    this.#confetti = Array.from({ length: MAX_CONFETTI }, () => ({
      startMs: nowMs + this.#random() * 1800,
      x: this.#random(),
      drift: this.#random() * 2 - 1,
      color: COLORS[Math.floor(this.#random() * COLORS.length)],
      speed: 0.8 + this.#random() * 0.6,
    }));
  }

  update(nowMs: number, view: ViewRect): void {
    this.#batch.begin();
    if (nowMs < this.#untilMs && nowMs >= this.#nextMs && this.#rockets.length < MAX_ROCKETS) {
      this.#nextMs = nowMs + 350 + this.#random() * 500;
      this.#rockets.push({
        startMs: nowMs,
        x: 0.12 + 0.76 * this.#random(),
        y: 0.1 + 0.38 * this.#random(),
        color: COLORS[Math.floor(this.#random() * COLORS.length)],
        seed: Math.floor(this.#random() * 1e6),
        burst: false,
      });
      this.#burst();
    }
    if (this.#rockets.length > 0) {
      this.#rockets = this.#rockets.filter(({ startMs }) => nowMs - startMs < RISE_MS + BURST_MS);
      for (const rocket of this.#rockets) this.#drawRocket(rocket, nowMs, view);
    }
    if (this.#confetti.length > 0) {
      this.#confetti = this.#confetti.filter(({ startMs }) => nowMs - startMs < CONFETTI_MS);
      for (const paper of this.#confetti) this.#drawPaper(paper, nowMs, view);
    }
  }

  #drawRocket({ startMs, x, y, color, seed }: Rocket, nowMs: number, view: ViewRect): void {
    const age = nowMs - startMs;
    const burstX = view.x + x * view.width;
    const burstY = view.y + y * view.height;
    const scale = this.#scale;
    if (age < RISE_MS) {
      const part = age / RISE_MS;
      const height = burstY + (1 - part) ** 2 * view.height * 0.6;
      for (let i = 0; i < 4; i++) {
        const size = scale * (1 - i * 0.2);
        this.#batch.add(
          this.#dot,
          burstX,
          height + i * 5 * scale,
          0.5,
          0.5,
          size,
          size,
          1 - i * 0.25,
          0xfff2c0,
          0,
        );
      }
      return;
    }
    const part = (age - RISE_MS) / BURST_MS;
    const out = 1 - (1 - part) ** 3;
    for (let i = 0; i < SPARKS; i++) {
      const chance = Math.imul(seed + i, 0x9e3779b1) >>> 0;
      const turn = (i / SPARKS) * 2 * Math.PI + (chance & 255) / 900;
      const reach = scale * (i % 2 === 0 ? 58 : 36) * (0.85 + ((chance >> 8) & 255) / 900);
      const fall = scale * 30 * part * part;
      const twinkle = part > 0.5 && ((chance >> 16) + Math.floor(nowMs / 60)) % 3 === 0 ? 0.3 : 1;
      const size = scale * (i % 2 === 0 ? 0.75 : 1.5) * (1 - part * 0.6) * Math.min(1, 0.25 + part * 5);
      this.#batch.add(
        i % 2 === 0 ? this.#sparkle : this.#dot,
        burstX + Math.cos(turn) * reach * out,
        burstY + Math.sin(turn) * reach * out + fall,
        0.5,
        0.5,
        size,
        size,
        (1 - part) * twinkle,
        part < 0.12 ? 0xffffff : color,
        0,
      );
    }
  }

  #drawPaper({ startMs, x, drift, color, speed }: Paper, nowMs: number, view: ViewRect): void {
    const part = (nowMs - startMs) / CONFETTI_MS;
    if (part < 0) return;
    const scale = this.#scale;
    const swing = Math.sin(part * 14 + drift * 9);
    const east = view.x + (x + drift * 0.08 * part) * view.width + swing * 5 * scale;
    const south = view.y + (part * speed * 1.15 - 0.05) * view.height;
    // It turns over as it falls.
    const thickness = scale * (0.35 + 1.1 * Math.abs(Math.cos(part * 20 + drift * 7)));
    this.#batch.add(
      this.#paper,
      east,
      south,
      0.5,
      0.5,
      scale * 1.2,
      thickness,
      Math.min(1, (1 - part) * 3),
      color,
      0,
    );
  }
}
