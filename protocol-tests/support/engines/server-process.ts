import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { TestServer } from "./test-engine.ts";

/** The process server that runs in `child`. */
export function serverProcess(
  child: ChildProcess,
  port: number,
  connectionString: string,
): TestServer {
  const ended =
    child.exitCode === null && child.signalCode === null
      ? once(child, "exit").then(() => {})
      : Promise.resolve();
  return {
    connectionString,
    port,
    pid: child.pid as number,
    get alive() {
      return child.exitCode === null && child.signalCode === null;
    },
    ended,
  };
}
