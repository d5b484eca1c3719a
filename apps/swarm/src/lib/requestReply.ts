// A question to a child process and its answer over IPC; one at a time.
import type { ChildProcess } from "node:child_process";

/**
 * Sends `question` and resolves with the next message from the child.
 * @throws Error if the child ends before it answers
 */
export function ask<Answer>(child: ChildProcess, question: object, who: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const answered = (answer: unknown) => {
      child.off("exit", gone);
      resolve(answer as Answer);
    };
    const gone = (code: number | null) => {
      child.off("message", answered);
      reject(new Error(`${who} ended with code ${code} before it answered`));
    };
    if (!child.connected) {
      gone(child.exitCode);
      return;
    }
    child.once("message", answered);
    child.once("exit", gone);
    child.send(question);
  });
}
