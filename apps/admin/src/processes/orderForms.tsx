// The two orders to a process: recording it, and changing its log level for a time.
import {
  MAX_LEVEL_MINUTES,
  MAX_RECORDING_SECONDS,
  type ProcessOrder,
  RECORDING_KINDS,
  RUNTIME_LOG_LEVELS,
} from "@doubloon/shared/protocol/adminProcesses";
import { type FormEvent, useId, useState } from "react";
import { NumberField } from "../numberField.tsx";
import { KIND_LABELS } from "./recordingText.ts";

interface OrderFormProps {
  readonly busy: boolean;
  readonly give: (order: ProcessOrder) => void;
}

export function RecordForm({ busy, give }: OrderFormProps) {
  const [kind, setKind] = useState<(typeof RECORDING_KINDS)[number]>("cpu");
  const [seconds, setSeconds] = useState("10");
  function submit(event: FormEvent) {
    event.preventDefault();
    give({ act: "record", kind, seconds: Number(seconds) });
  }
  return (
    <form className="process-form" onSubmit={submit}>
      <Choice
        label="Record"
        values={RECORDING_KINDS}
        value={kind}
        labelOf={(one) => KIND_LABELS[one]}
        choose={setKind}
      />
      <NumberField
        label="Seconds"
        value={seconds}
        min={1}
        max={MAX_RECORDING_SECONDS}
        onChange={setSeconds}
      />
      <button type="submit" className="primary" aria-disabled={busy}>
        Record
      </button>
    </form>
  );
}

export function LogLevelForm({ busy, give }: OrderFormProps) {
  const [level, setLevel] = useState<(typeof RUNTIME_LOG_LEVELS)[number]>("debug");
  const [minutes, setMinutes] = useState("10");
  function submit(event: FormEvent) {
    event.preventDefault();
    give({ act: "logLevel", level, minutes: Number(minutes) });
  }
  return (
    <form className="process-form" onSubmit={submit}>
      <Choice
        label="Log level"
        values={RUNTIME_LOG_LEVELS}
        value={level}
        labelOf={(one) => one}
        choose={setLevel}
      />
      <NumberField label="Minutes" value={minutes} min={1} max={MAX_LEVEL_MINUTES} onChange={setMinutes} />
      <button type="submit" aria-disabled={busy}>
        Set log level
      </button>
    </form>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly values: readonly Value[];
  readonly value: Value;
  readonly labelOf: (value: Value) => string;
  readonly choose: (value: Value) => void;
}

function Choice<Value extends string>({ label, values, value, labelOf, choose }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => choose(values[event.target.selectedIndex])}>
        {values.map((one) => (
          <option key={one} value={one}>
            {labelOf(one)}
          </option>
        ))}
      </select>
    </div>
  );
}
