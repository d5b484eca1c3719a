// Plays a hunt in the game's own page for `npm run frames -- --play`: walks, reads, digs and opens panels as a player does, so that
// the pauses of the whole page can be traced, with its HUD, map and chart. The server runs with --qa.
const ZONE_TILES = 96;
const START_MS = 120_000;
/** One round of what a player does. */
const KEYS_OF_WALK = ["d", "s", "a", "w"];
const WALK_MS = 1_500;
const READ_MS = 1_300;
const DIG_MS = 1_000;
const LOOK_MS = 500;

/** Joins and enters a hunt that has begun. */
export async function joinHunt(page, origin) {
  const post = async (path, body) => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(new URL(`/qa/${path}`, origin), {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`POST /qa/${path}: ${response.status} ${await response.text()}`);
  };
  await post("schedule", { on: false });
  await page.goto(origin);
  await page.getByTestId("name-input").fill("Nelly");
  await page.getByTestId("play").click();
  await page.waitForFunction(() => window.doubloon.phase === "playing" && window.doubloon.drawn);
  await page.getByTestId("tutorial-skip").click();
  const { x, y } = await page.evaluate(() => window.doubloon.tile);
  const from = (tile) => Math.max(0, tile - ZONE_TILES / 2);
  const clues = { piece: true, turned: false, riddleSeconds: 5, hintSeconds: 15 };
  const zone = { rect: { x: from(x), y: from(y), width: ZONE_TILES, height: ZONE_TILES } };
  await post("hunts", {
    definition: "governors-silver",
    announceSeconds: 10,
    countdownSeconds: 3,
    waveSeconds: [900],
    clues,
    zone,
  });
  const begun = () => {
    const { hunter, hunts } = window.doubloon.hunting;
    return hunter?.hunt > 0 && hunts.some(({ phase }) => phase === "running");
  };
  await page.waitForFunction(begun, undefined, { timeout: START_MS });
}

/** Plays for so long. */
export async function play(page, seconds) {
  const end = Date.now() + seconds * 1000;
  for (let round = 0; Date.now() < end; round++) {
    const key = KEYS_OF_WALK[Math.floor(round / 2) % KEYS_OF_WALK.length];
    await page.keyboard.down(key);
    await page.waitForTimeout(WALK_MS);
    await page.keyboard.up(key);
    await page.keyboard.press("r");
    await page.waitForTimeout(READ_MS);
    if (round % 2 === 0) {
      await page.keyboard.press("Space");
      await page.waitForTimeout(DIG_MS);
    }
    const panel = ["b", "m", "c", "t"][round % 4];
    await page.keyboard.press(panel);
    await page.waitForTimeout(LOOK_MS);
    await page.keyboard.press(panel === "m" ? "Escape" : panel);
  }
}
