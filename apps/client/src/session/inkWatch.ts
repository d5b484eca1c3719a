// Records the own hunt for the ink replay, from what the page knows: positions in view and finds. Keeps the record when the
// podium comes.
import { TILE_SUB } from "@doubloon/shared/space";
import { mapStore } from "../hud/map/mapStore.ts";
import { replayStore } from "../hud/replay/replayStore.ts";
import { type HuntState, huntStore, ownHunt } from "../hunting/huntStore.ts";
import { takeInkChart } from "../render/replay/inkChart.ts";
import { type InkMover, InkRecorder } from "../render/replay/inkRecorder.ts";
import { saveInk } from "../render/replay/inkStore.ts";
import type { GameWorld } from "../world/gameWorld.ts";

export class InkWatch {
  readonly #storage: Storage | undefined;
  readonly #unsubscribe: () => void;
  readonly #nowMs: () => number;
  readonly #ownName: () => string;
  #recorder: InkRecorder | undefined;
  #kept = 0;

  constructor(storage: Storage | undefined, ownName: () => string, nowMs: () => number) {
    this.#storage = storage;
    this.#ownName = ownName;
    this.#nowMs = nowMs;
    this.#unsubscribe = huntStore.subscribe((state, before) => {
      if (state.finds !== before.finds) this.#found(state, before);
      if (state.podium !== before.podium && state.podium !== undefined) this.#keep(state.podium.hunt);
    });
  }

  /** Call this a few times a second. */
  update(world: GameWorld, nowMs: number): void {
    const hunt = ownHunt(huntStore.getState());
    if (hunt?.phase === "running" && this.#recorder?.hunt !== hunt.hunt)
      this.#recorder = new InkRecorder(hunt.hunt, hunt.zone, nowMs);
    if (hunt?.phase !== "running") return;
    const own = world.shownPosition(nowMs);
    const shown = world.shownTicks(nowMs);
    this.#recorder?.see(
      own && { mover: world.mover, x: own.x / TILE_SUB, y: own.y / TILE_SUB },
      moversOf(world, shown),
      nowMs,
    );
  }

  close(): void {
    this.#unsubscribe();
  }

  #found({ finds }: HuntState, before: HuntState): void {
    const recorder = this.#recorder;
    if (recorder === undefined) return;
    const known = new Set(before.finds.map(({ id }) => id));
    for (const find of finds) {
      if (known.has(find.id) || find.hunt !== recorder.hunt) continue;
      const own = find.by.some(({ name }) => name === this.#ownName());
      recorder.found(find.tileX, find.tileY, find.by[0]?.name ?? "", own, this.#nowMs());
    }
  }

  #keep(hunt: number): void {
    if (this.#recorder?.hunt !== hunt || this.#kept === hunt) return;
    this.#kept = hunt;
    const seen = this.#recorder.record();
    const { board } = mapStore.getState();
    const chart = board && takeInkChart(board, seen.zone);
    const record = { ...seen, ...(chart && { chart }) };
    replayStore.setState({ record });
    saveInk(this.#storage, record);
  }
}

function* moversOf(world: GameWorld, shownTicks: number): Generator<InkMover> {
  for (const [mover, track] of world.view.movers) {
    yield { mover, x: world.xOf(track, shownTicks) / TILE_SUB, y: world.yOf(track, shownTicks) / TILE_SUB };
  }
}
