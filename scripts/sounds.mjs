// `npm run sounds`: plays every sound of the game into an offline context in a real Chromium, prints peak, loudness, length and
// pitch, and fails if one clips, is silent, is too long, or if the detector's pitch does not fall with each band.
import { readArguments } from "./lib.mjs";
import { withTestPage } from "./testPage.mjs";

const CLIPS = 0.99;
/** Nobody hears less, in dB of full scale. */
const QUIETEST_DB = -45;
const LONGEST_S = 2.5;
/** Neighbouring bands differ by at least this factor: a third, which everybody hears. */
const LEAST_STEP = 1.19;
const WINDOW = { width: 400, height: 300 };

readArguments("npm run sounds");
const measured = await withTestPage("sounds", WINDOW, async (page) => {
  await page.waitForFunction(() => window.measureSounds !== undefined);
  return page.evaluate(() => window.measureSounds());
});
const problems = report(measured);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

/** Prints the table; returns what is wrong. */
function report(sounds) {
  console.log("sound                  peak  loudest   length    pitch");
  const problems = [];
  for (const { name, peak, loudestDb, lengthS, centroidHz } of sounds) {
    const cells = [
      peak.toFixed(2),
      `${loudestDb.toFixed(0)} dB`,
      `${lengthS.toFixed(2)} s`,
      `${centroidHz.toFixed(0)} Hz`,
    ];
    console.log(`${name.padEnd(20)} ${cells.map((cell) => cell.padStart(8)).join(" ")}`);
    if (!(peak <= CLIPS))
      problems.push(`${name} clips: its peak is ${peak.toFixed(2)}, expected at most ${CLIPS}`);
    if (!(loudestDb >= QUIETEST_DB)) problems.push(`${name} cannot be heard: ${loudestDb.toFixed(0)} dB`);
    if (!name.startsWith("hum") && !(lengthS <= LONGEST_S))
      problems.push(`${name} lasts for ${lengthS.toFixed(2)} s, expected at most ${LONGEST_S}`);
  }
  for (const what of ["hum", "reading"]) {
    const pitches = sounds
      .filter(({ name }) => name.startsWith(`${what}, band`))
      .map(({ centroidHz }) => centroidHz);
    for (let band = 1; band < pitches.length; band++) {
      if (pitches[band - 1] < LEAST_STEP * pitches[band])
        problems.push(
          `${what}: band ${band} sounds like ${pitches[band].toFixed(0)} Hz, band ${band - 1} like ${pitches[band - 1].toFixed(0)} Hz, expected a clearly higher pitch`,
        );
    }
  }
  return problems;
}
