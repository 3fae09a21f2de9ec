import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { EngineError } from "../../engine/errors.ts";
import { findProgram } from "../../util/find-program.ts";
import { readSymbolPath, type SymbolPath } from "../code/symbol-path.ts";
import { consoleCommand } from "./mi-quote.ts";
import { MiSession } from "./mi-session.ts";

/** How gdb is started. */
export interface GdbOptions {
  readonly gdbPath?: string | undefined;
  readonly symbolPath?: readonly string[] | undefined;
  /** Absent: nobody reads the log. */
  readonly log?: Log | undefined;
}

/**
 * A running gdb.
 *
 * When its input closes, be it because this process died, gdb ends by itself, kills a debuggee it
 * launched and detaches one it attached to, running or not (measured with gdb 13.1 and
 * target-non-stop; without that setting it leaves the server wedged).
 */
export class GdbProcess {
  readonly mi: MiSession;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Resolves when the process is gone. */
  readonly ended: Promise<void>;
  #alive = true;
  #version = "GNU gdb";

  private constructor(child: ChildProcessByStdio<Writable, Readable, Readable>, log?: Log) {
    this.#child = child;
    this.mi = new MiSession(child.stdin, child.stdout, log);
    child.stderr.on("data", (chunk: Buffer) => log?.(`gdb ! ${chunk.toString("utf8").trimEnd()}`));
    this.ended = new Promise((resolve) => {
      child.once("close", (code, signal) => {
        this.#alive = false;
        log?.(`gdb ended (${signal ?? code})`);
        this.mi.close("gdb has ended, so nothing more can be asked of it.");
        resolve();
      });
    });
  }

  /**
   * Starts gdb and sets it up.
   * @throws {EngineError} `missing` when there is no gdb, or none that is new enough.
   */
  static async start(options: GdbOptions): Promise<GdbProcess> {
    const wanted = options.gdbPath ?? "gdb";
    const path = findProgram(wanted);
    if (path === undefined) {
      throw new EngineError(
        "missing",
        `The debugger '${wanted}' was not found: install the package gdb (Debian: apt install gdb, Fedora: dnf install gdb) or set "gdbPath" to its place.`,
      );
    }
    const symbolPath = readSymbolPath(options.symbolPath ?? []);
    const child = spawn(path, ["-nx", "-q", "--interpreter=mi3"], {
      stdio: ["pipe", "pipe", "pipe"],
      // A group of its own: Ctrl-C in the terminal of this process is not meant for gdb.
      detached: true,
      // gdb's messages are read by program, and its strings are to be UTF-8 in any locale.
      env: { ...process.env, LC_ALL: "C.UTF-8", DEBUGINFOD_URLS: symbolPath.servers.join(" ") },
    });
    const gdb = new GdbProcess(child, options.log);
    const failed = new Promise<never>((_, reject) => {
      child.once("error", (error) => reject(cannotRun(path, error.message)));
      child.once("close", () => reject(cannotRun(path, "it ended at once")));
    });
    failed.catch(() => {});
    await Promise.race([gdb.#setUp(path, symbolPath), failed]);
    return gdb;
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Name and version, as gdb says them. */
  get version(): string {
    return this.#version;
  }

  /** Breaks off whatever gdb, or a program it started for a user's command, is busy with. */
  break(): void {
    this.#signal("SIGINT");
  }

  /** Lets gdb go and waits until it is gone. Releases what it holds as at the end of its input. */
  async quit(patienceMs: number): Promise<void> {
    this.#child.stdin.end();
    const timer = setTimeout(() => void this.kill(), patienceMs);
    await this.ended;
    clearTimeout(timer);
  }

  /** Ends gdb at once and waits until it is gone; it releases nothing. */
  async kill(): Promise<void> {
    this.#signal("SIGKILL");
    await this.ended;
  }

  #signal(signal: NodeJS.Signals): void {
    const id = this.#child.pid;
    if (id === undefined || !this.#alive) return;
    try {
      process.kill(-id, signal);
    } catch {
      // The group is already gone.
    }
  }

  async #setUp(path: string, symbolPath: SymbolPath): Promise<void> {
    const folders = symbolPath.folders.join(":");
    const settings = [
      "mi-async on",
      "confirm off",
      "pagination off",
      "width 0",
      "height 0",
      "tcp auto-retry off",
      "breakpoint pending on",
      // Else every step takes all breakpoints out of the debuggee and puts them back.
      "breakpoint always-inserted on",
      // Stack and code are read in pieces of this size: with the usual 64 bytes most of the time of
      // a deep stack is spent on asking.
      "dcache line-size 1024",
      // Without it gdbserver refuses arguments with spaces and drops empty ones; it quotes what
      // the shell would expand.
      "startup-with-shell on",
      "host-charset UTF-8",
      "target-charset UTF-8",
      "print elements 400",
      "print asm-demangle on",
      // A function that an expression or a condition calls, and that crashes, never happened.
      "unwindonsignal on",
      "exec-file-mismatch off",
      "sysroot target:",
      // Symbols come from the binaries and from the symbol path. gdb's own folder with the debug
      // information of system libraries makes a launch five times slower and stepping end in them.
      `debug-file-directory ${folders}`,
      `solib-search-path ${folders}`,
    ];
    const settled = await Promise.allSettled([
      this.mi.send(consoleCommand("maint set target-non-stop on")),
      ...settings.map((setting) => this.mi.send(`-gdb-set ${setting}`)),
      this.mi.send("-enable-pretty-printing"),
      // Unknown to old versions, which do not ask the network for symbols either.
      this.mi.send(`-gdb-set debuginfod enabled ${symbolPath.servers.length > 0 ? "on" : "off"}`),
      this.mi.send("-gdb-version").then(({ output }) => {
        this.#version = /^GNU gdb.*$/m.exec(output)?.[0] ?? "GNU gdb";
      }),
    ]);
    if (settled[0]?.status === "rejected" && this.#alive) {
      await this.kill();
      throw new EngineError(
        "missing",
        `'${path}' is too old to leave a running debuggee unharmed: install gdb 12 or newer, or set "gdbPath" to one.`,
      );
    }
  }
}

type Log = (line: string) => void;

function cannotRun(path: string, why: string): EngineError {
  return new EngineError(
    "missing",
    `The debugger '${path}' cannot be run (${why}): set "gdbPath" to a working gdb.`,
  );
}
