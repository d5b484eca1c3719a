// The form's fields as text, and the definition they make. Pure. The server checks the definition; here text only becomes
// JSON, so that every error of a field has the path that the content files use too.
import type { GrownZone, HuntDefinition, HuntKind } from "@doubloon/shared/hunt/definition";

/** What the form has no field for: a copy keeps it. */
interface Kept extends Pick<HuntDefinition, "countdownSeconds" | "podiumSeconds" | "tools"> {
  /** Beside an area: the zone on maps without that area. */
  readonly grown?: GrownZone;
}

export interface Draft {
  readonly id: string;
  readonly title: string;
  readonly kind: HuntKind;
  readonly schedule: "every" | "once" | "cron" | "never" | "quiet";
  /** `minutes` or `minutes, offset`, an ISO time, or a cron line, by `schedule`. */
  readonly when: string;
  readonly zone: "grown" | "area" | "rect";
  /** An area's name, `x, y, width, height`, or the fewest and most chunks to a side, by `zone`. */
  readonly where: string;
  readonly announceSeconds: string;
  /** Seconds of each wave, separated by commas. */
  readonly waves: string;
  readonly huntersPerCache: string;
  readonly minCaches: string;
  readonly maxCaches: string;
  /** One line a tier: `name value share`. */
  readonly tiers: string;
  readonly crownValue: string;
  readonly mimicOneIn: string;
  readonly piece: boolean;
  readonly turned: boolean;
  readonly riddleSeconds: string;
  readonly hintSeconds: string;
  readonly kept: Kept;
}

/** Fewest and most chunks to a side of a zone that grows. */
export const GROWN_TEXT = "6, 24";

export const EMPTY_DRAFT: Draft = {
  id: "",
  title: "",
  kind: "hunt",
  schedule: "never",
  when: "",
  zone: "grown",
  where: GROWN_TEXT,
  announceSeconds: "90",
  waves: "160, 160, 160",
  huntersPerCache: "2",
  minCaches: "6",
  maxCaches: "400",
  tiers: "bronze box 100 6\nsilver box 200 3\ngold box 400 1",
  crownValue: "1000",
  mimicOneIn: "5",
  piece: true,
  turned: false,
  riddleSeconds: "40",
  hintSeconds: "60",
  kept: { countdownSeconds: 10, podiumSeconds: 25, tools: ["boots", "spade", "lantern"] },
};

/** The definition that the fields make; a field that is not a number stays text, for the server to refuse. */
export function definitionOf(draft: Draft): unknown {
  return {
    id: draft.id.trim(),
    title: draft.title.trim(),
    kind: draft.kind,
    schedule: scheduleOf(draft),
    zone: zoneOf(draft),
    announceSeconds: numberOf(draft.announceSeconds),
    countdownSeconds: draft.kept.countdownSeconds,
    waveSeconds: listOf(draft.waves),
    podiumSeconds: draft.kept.podiumSeconds,
    huntersPerCache: numberOf(draft.huntersPerCache),
    minCaches: numberOf(draft.minCaches),
    maxCaches: numberOf(draft.maxCaches),
    tiers: tiersOf(draft.tiers),
    crownValue: numberOf(draft.crownValue),
    mimicOneIn: numberOf(draft.mimicOneIn),
    clues: {
      piece: draft.piece,
      turned: draft.turned,
      riddleSeconds: numberOf(draft.riddleSeconds),
      hintSeconds: numberOf(draft.hintSeconds),
    },
    tools: draft.kept.tools,
  };
}

/** The fields of a definition, for a copy of it. */
export function draftOf(definition: HuntDefinition): Draft {
  const { schedule, zone, clues, countdownSeconds, podiumSeconds, tools } = definition;
  const [kindOfSchedule, when] =
    "once" in schedule
      ? (["once", schedule.once] as const)
      : "cron" in schedule
        ? (["cron", schedule.cron] as const)
        : "everyMinutes" in schedule
          ? (["every", textOf(schedule.everyMinutes, schedule.offsetMinutes)] as const)
          : ([schedule.when, ""] as const);
  const [kindOfZone, where] =
    "area" in zone
      ? (["area", zone.area] as const)
      : "rect" in zone
        ? (["rect", textOf(zone.rect.x, zone.rect.y, zone.rect.width, zone.rect.height)] as const)
        : (["grown", textOf(zone.grown.minChunks, zone.grown.maxChunks)] as const);
  const grown = "area" in zone ? zone.grown : undefined;
  return {
    id: definition.id,
    title: definition.title,
    kind: definition.kind,
    schedule: kindOfSchedule,
    when,
    zone: kindOfZone,
    where,
    announceSeconds: String(definition.announceSeconds),
    waves: definition.waveSeconds.join(", "),
    huntersPerCache: String(definition.huntersPerCache),
    minCaches: String(definition.minCaches),
    maxCaches: String(definition.maxCaches),
    tiers: definition.tiers.map(({ name, value, share }) => `${name} ${value} ${share}`).join("\n"),
    crownValue: String(definition.crownValue),
    mimicOneIn: String(definition.mimicOneIn),
    piece: clues.piece,
    turned: clues.turned,
    riddleSeconds: String(clues.riddleSeconds),
    hintSeconds: String(clues.hintSeconds),
    kept: { countdownSeconds, podiumSeconds, tools, ...(grown && { grown }) },
  };
}

function scheduleOf({ schedule, when }: Draft): unknown {
  switch (schedule) {
    case "every":
      return everyOf(listOf(when));
    case "once":
      return { once: when.trim() };
    case "cron":
      return { cron: when.trim() };
    default:
      return { when: schedule };
  }
}

function everyOf([everyMinutes, offsetMinutes]: readonly (number | string)[]): unknown {
  return { everyMinutes, ...(offsetMinutes === undefined ? {} : { offsetMinutes }) };
}

function zoneOf({ zone, where, kept }: Draft): unknown {
  if (zone === "grown") {
    const [minChunks, maxChunks] = listOf(where);
    return { grown: { minChunks, maxChunks } };
  }
  if (zone === "area") return { area: where.trim(), ...(kept.grown && { grown: kept.grown }) };
  const [x, y, width, height] = listOf(where);
  return { rect: { x, y, width, height } };
}

function tiersOf(text: string): unknown[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const parts = line.split(/\s+/);
      return {
        name: parts.slice(0, Math.max(1, parts.length - 2)).join(" "),
        value: numberOf(parts.at(-2) ?? ""),
        share: numberOf(parts.at(-1) ?? ""),
      };
    });
}

/** The numbers that there are, separated by commas, as `listOf` reads them. */
function textOf(...numbers: readonly (number | undefined)[]): string {
  return numbers.filter((number) => number !== undefined).join(", ");
}

function listOf(text: string): (number | string)[] {
  return text.split(",").map(numberOf);
}

function numberOf(text: string): number | string {
  const trimmed = text.trim();
  return trimmed !== "" && Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed;
}
