import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { programFile } from "../../src/util/program-file.ts";
import { Client } from "./client.ts";
import { eventually } from "./eventually.ts";
import { processesOf, type SeenProcess } from "./processes.ts";

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A running `psdap`, and everything it started. */
export class AdapterProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  readonly #mark = { name: "PSDAP_TEST_ADAPTER", value: randomUUID() };
  #stdout = "";
  #stderr = "";

  /** @param environment Added to the environment of this process. */
  constructor(args: readonly string[], environment: Readonly<Record<string, string>>) {
    this.child = spawn(process.execPath, [programFile("psdap.mjs"), ...args], {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, ...environment, [this.#mark.name]: this.#mark.value },
    });
    this.stdin.on("error", () => {});
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr += text;
    });
    this.ended = once(this.child, "exit").then(([code, signal]) => ({ code, signal }));
  }

  get pid(): number {
    return this.child.pid as number;
  }

  get stdin(): Writable {
    return this.child.stdin as Writable;
  }

  get stdout(): Readable {
    return this.child.stdout as Readable;
  }

  /** What it wrote to standard error so far. */
  get stderr(): string {
    return this.#stderr;
  }

  /** A client on standard input and output. */
  client(patienceMs: number): Client {
    return new Client(this.stdout, this.stdin, { patienceMs });
  }

  /** Collects standard output instead of talking DAP; answers all of it once the program ended. */
  async finished(): Promise<Ended & { stdout: string; stderr: string }> {
    this.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.#stdout += text;
    });
    await once(this.child, "close");
    return { ...(await this.ended), stdout: this.#stdout, stderr: this.#stderr };
  }

  /** Waits for a line on standard error. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    return eventually(`${pattern} on standard error`, () => {
      const found = pattern.exec(this.#stderr);
      if (found === null && this.child.exitCode !== null) {
        throw new Error(`The adapter ended with code ${this.child.exitCode}: ${this.#stderr}`);
      }
      return found;
    });
  }

  /** Everything that it started and that still lives, itself excluded. */
  helpers(): SeenProcess[] {
    return processesOf(this.pid, this.#mark).filter(
      ({ pid, commandLine }) => pid !== this.pid && !isWineService(commandLine),
    );
  }

  /**
   * Waits until it and everything it started is gone.
   * @param except Text in the command line of a debuggee that may live on.
   */
  async gone(except = "\0"): Promise<void> {
    await this.ended;
    let left: SeenProcess[] = [];
    await eventually("the end of all the adapter's processes", () => {
      left = this.helpers().filter(({ commandLine }) => !commandLine.includes(except));
      return left.length === 0;
    }).catch(() => {
      const list = left.map(({ pid, commandLine }) => `${pid} ${commandLine}`).join("\n");
      throw new Error(`The adapter left processes behind:\n${list}`);
    });
  }
}

/** Wine starts processes of its own with the first program, and keeps them for the next. */
export function isWineService(commandLine: string): boolean {
  return /wineserver|^C:\\windows\\/i.test(commandLine);
}
