// All fields of a definition.

import { type Draft, GROWN_TEXT } from "./draft.ts";
import { CheckField, ChoiceField, LinesField, TextField } from "./fields.tsx";

interface Props {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

const KINDS = [
  ["hunt", "Hunt"],
  ["grand", "Grand hunt"],
  ["pocket", "Pocket hunt"],
] as const;
const SCHEDULES = [
  ["never", "Only when started here"],
  ["every", "Every so many minutes"],
  ["once", "Once"],
  ["cron", "By a cron line"],
  ["quiet", "When few people play"],
] as const;
const ZONES = [
  ["grown", "Grows with the players"],
  ["area", "A named area of the map"],
  ["rect", "A rectangle"],
] as const;
const WHEN: Record<Draft["schedule"], string | undefined> = {
  never: undefined,
  quiet: undefined,
  every: "Minutes and offset, for example 36, 12",
  once: "Time, for example 2026-12-24T20:00:00Z",
  cron: "Cron line, for example 0 20 * * 6",
};
const WHERE: Record<Draft["zone"], string> = {
  grown: "Fewest and most chunks to a side",
  area: "Name of the area",
  rect: "x, y, width, height in tiles",
};

export function HuntFields({ draft, onChange }: Props) {
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change });
  const when = WHEN[draft.schedule];
  return (
    <div className="hunt-fields">
      <TextField label="Title" value={draft.title} wide onChange={(title) => set({ title })} />
      <TextField label="File name" value={draft.id} help="a-z, 0-9 and -" onChange={(id) => set({ id })} />
      <ChoiceField label="Kind" value={draft.kind} choices={KINDS} onChange={(kind) => set({ kind })} />
      <ChoiceField
        label="Schedule"
        value={draft.schedule}
        choices={SCHEDULES}
        onChange={(schedule) => set({ schedule, when: "" })}
      />
      {when !== undefined && (
        <TextField label={when} value={draft.when} onChange={(text) => set({ when: text })} />
      )}
      <ChoiceField
        label="Zone"
        value={draft.zone}
        choices={ZONES}
        onChange={(zone) => set({ zone, where: zone === "grown" ? GROWN_TEXT : "" })}
      />
      <TextField label={WHERE[draft.zone]} value={draft.where} onChange={(text) => set({ where: text })} />
      <TextField
        label="Announced, in seconds"
        value={draft.announceSeconds}
        onChange={(announceSeconds) => set({ announceSeconds })}
      />
      <TextField label="Waves, in seconds" value={draft.waves} onChange={(waves) => set({ waves })} />
      <TextField
        label="Hunters for each cache"
        value={draft.huntersPerCache}
        onChange={(huntersPerCache) => set({ huntersPerCache })}
      />
      <TextField label="Fewest caches" value={draft.minCaches} onChange={(minCaches) => set({ minCaches })} />
      <TextField label="Most caches" value={draft.maxCaches} onChange={(maxCaches) => set({ maxCaches })} />
      <TextField
        label="Crown's value"
        value={draft.crownValue}
        help="0 for no crown"
        onChange={(crownValue) => set({ crownValue })}
      />
      <TextField
        label="One mimic in"
        value={draft.mimicOneIn}
        help="0 for none"
        onChange={(mimicOneIn) => set({ mimicOneIn })}
      />
      <LinesField
        label="Tiers"
        value={draft.tiers}
        help="One a line: name, points, share. Players read: dug up a sea chest."
        onChange={(tiers) => set({ tiers })}
      />
      <TextField
        label="Riddle after, in seconds"
        value={draft.riddleSeconds}
        help="0 for none"
        onChange={(riddleSeconds) => set({ riddleSeconds })}
      />
      <TextField
        label="Hint every, in seconds"
        value={draft.hintSeconds}
        help="0 for none"
        onChange={(hintSeconds) => set({ hintSeconds })}
      />
      <CheckField
        label="A piece of chart with each wave"
        checked={draft.piece}
        onChange={(piece) => set({ piece })}
      />
      <CheckField
        label="Pieces have no north"
        checked={draft.turned}
        onChange={(turned) => set({ turned })}
      />
    </div>
  );
}
