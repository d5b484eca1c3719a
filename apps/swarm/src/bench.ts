// `npm run bench`: runs the parts that the flags ask for and writes their results into docs/.
import { readFile, writeFile } from "node:fs/promises";
import { cpus, release, totalmem } from "node:os";
import { BENCH_HELP, type BenchCommand, parseBenchFlags } from "./bench/benchFlags.ts";
import { runCurve } from "./bench/curve.ts";
import { runFanOut } from "./bench/fanOut/fanOut.ts";
import { loadCurveTable, putLoadCurve, runLoadCurve } from "./bench/loadCurve.ts";
import { pinSelf } from "./bench/pinned.ts";
import { benchChart, benchPage, curveChart, curvePage, type RunConditions } from "./bench/report/page.ts";
import { runStorm } from "./bench/storm/storm.ts";
import { describeStorm } from "./bench/storm/stormRow.ts";
import { runWorld } from "./bench/world/world.ts";
import { runProgram } from "./lib/program.ts";

const DOCS = new URL("../../../docs/", import.meta.url);

function conditionsOf({ commandLine, fanOut }: BenchCommand): RunConditions {
  const cores = cpus();
  const memoryGiB = Math.round(totalmem() / 2 ** 30);
  return {
    commandLine,
    machine: `${cores.length} cores of ${cores[0].model.trim()}, ${memoryGiB} GiB, Linux ${release()}, Node ${process.versions.node}`,
    date: new Date().toISOString(),
    connections: fanOut?.connections ?? 0,
  };
}

async function run(command: BenchCommand): Promise<void> {
  const log = (line: string) => console.log(line);
  const conditions = conditionsOf(command);
  if (command.curve !== undefined) {
    const curve = await runCurve(command.curve, log);
    if (command.write) {
      await writeFile(new URL("curve.md", DOCS), curvePage(curve, conditions));
      await writeFile(new URL("curve.svg", DOCS), curveChart(curve));
    }
    console.log(command.json ? JSON.stringify({ curve }) : curvePage(curve, conditions));
    return;
  }
  if (command.storm !== undefined) {
    const storm = await runStorm(command.storm, (line) => !command.json && log(line));
    console.log(command.json ? JSON.stringify({ storm }) : describeStorm(storm));
    return;
  }
  pinSelf();
  if (command.loadCurve !== undefined) {
    const loadCurve = await runLoadCurve(command.loadCurve, log);
    if (command.write) {
      const page = new URL("operating.md", DOCS);
      const where = `Server on one core, load on the other: ${conditions.machine}, ${conditions.date.slice(0, 10)}.`;
      await writeFile(page, putLoadCurve(await readFile(page, "utf8"), loadCurve, where));
    }
    console.log(command.json ? JSON.stringify({ loadCurve }) : loadCurveTable(loadCurve));
    return;
  }
  const results = {
    fanOut: command.fanOut === undefined ? [] : await runFanOut(command.fanOut, command.row, log),
    world: command.world === undefined ? [] : await runWorld(command.world, command.row, log),
  };
  const page = benchPage(results, conditions);
  if (command.write) {
    await writeFile(new URL("bench.md", DOCS), page);
    await writeFile(new URL("bench.svg", DOCS), benchChart(results));
  }
  console.log(command.json ? JSON.stringify(results) : page);
}

await runProgram("bench", async () => {
  const command = parseBenchFlags(process.argv.slice(2));
  if (command.help) process.stdout.write(BENCH_HELP);
  else await run(command);
  return 0;
});
