// A request to a child process over IPC and its reply. One request at a time.
import type { ChildProcess } from "node:child_process";

/**
 * Sends `request` and resolves with the next message from the child.
 * @throws Error if the child ends before it replies
 */
export function requestReply<Reply>(child: ChildProcess, request: object, name: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const onReply = (reply: unknown) => {
      child.off("exit", onExit);
      resolve(reply as Reply);
    };
    const onExit = (code: number | null) => {
      child.off("message", onReply);
      reject(new Error(`${name} ended with code ${code} before it replied`));
    };
    if (!child.connected) {
      onExit(child.exitCode);
      return;
    }
    child.once("message", onReply);
    child.once("exit", onExit);
    child.send(request);
  });
}
