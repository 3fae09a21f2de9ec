import { spawn } from "node:child_process";
import { once } from "node:events";
import type { EmbeddedServerOptions } from "../../engine/engine.ts";
import { EngineError } from "../../engine/errors.ts";
import { programFile } from "../../util/program-file.ts";
import type { GdbOptions } from "../mi/gdb-process.ts";
import { shellQuote } from "../mi/mi-quote.ts";
import { within } from "../within.ts";
import { EmbeddedFolder } from "./embedded-folder.ts";
import { comesUp, findGdbserver, freePort } from "./gdbserver-process.ts";
import { readNamedPipe } from "./named-pipe.ts";
import { OutputChannel } from "./output-channel.ts";

/** How long the server may take to come up. */
const startMs = 5000;
/** The same in a terminal; a client may ask its user before it opens one. */
const terminalMs = 20_000;

const host = "127.0.0.1";

/** Takes what a debuggee writes. */
export type Tell = (channel: "stdout" | "stderr", text: string) => void;

/**
 * Environment variable in which a launch passes the program's arguments, as words of a shell, to the
 * wrapper of an embedded gdbserver: gdbserver 13 itself garbles quotes and newlines.
 */
export const argumentsVariable = "PSDAP_ARGUMENTS";

/**
 * The process server of the session's own: a gdbserver in the care of a keeper; see
 * embedded-server.sh.
 *
 * gdbserver itself cannot send a debuggee's output to gdb, so that goes by pipes.
 */
export class EmbeddedServer {
  readonly connectionString: string;
  /** Whether gdbserver starts programs by way of a wrapper. */
  readonly wrapped: boolean;
  readonly #folder: EmbeddedFolder;
  readonly #channels: readonly OutputChannel[];
  #showing = false;

  private constructor(folder: EmbeddedFolder, port: number, wrapped: boolean, tell: Tell) {
    this.connectionString = `tcp:server=${host},port=${port}`;
    this.wrapped = wrapped;
    this.#folder = folder;
    // Before a debuggee is held only the shell that was to start it can have written.
    const show = (channel: "stdout" | "stderr") => (text: string) => {
      if (this.#showing) tell(channel, text);
    };
    const channel = (written: string, name: "stdout" | "stderr") =>
      new OutputChannel(folder.file(written), readNamedPipe(folder.file(name)), show(name));
    this.#channels = wrapped ? [channel("output", "stdout"), channel("stderr", "stderr")] : [];
  }

  /**
   * Starts a gdbserver on a free port of loopback, and its keeper.
   * @throws {EngineError} `missing` when gdbserver is not installed, `native` when it does not come
   * up.
   */
  static async start(
    { runInTerminal }: EmbeddedServerOptions,
    { gdbPath }: GdbOptions,
    tell: Tell,
  ): Promise<EmbeddedServer> {
    const gdbserver = findGdbserver(gdbPath);
    const wrapped = runInTerminal === undefined;
    const pipes = wrapped ? ["stdout", "stderr", "hold", "tty"] : [];
    const [port, folder] = await Promise.all([freePort(host, 0), EmbeddedFolder.make(pipes)]);
    try {
      const serve = ["--multi", `${host}:${port}`];
      const wrapper = ["--wrapper", ...debuggeeWrapper(folder.file("stderr")), "--"];
      const args = [programFile("embedded-server.sh"), folder.path, gdbserver];
      let gone = new Promise<void>(() => {});
      if (runInTerminal) {
        const command = ["/bin/sh", ...args, ...serve];
        await runInTerminal({ args: command, cwd: process.cwd(), env: {} });
      } else {
        const server = spawn("/bin/sh", [...args, ...wrapper, ...serve], {
          detached: true,
          stdio: "ignore",
          // gdbserver starts programs with it, and not every shell is a POSIX one.
          env: { ...process.env, SHELL: "/bin/sh" },
        });
        server.unref();
        gone = Promise.race([once(server, "exit"), once(server, "error")]).then(() => {});
      }
      const patience = wrapped ? startMs : terminalMs;
      if (!(await comesUp(host, port, patience, gone))) throw notUp(wrapped);
      return new EmbeddedServer(folder, port, wrapped, tell);
    } catch (error) {
      folder.remove();
      throw error;
    }
  }

  /** A debuggee was launched and is held. */
  launched(processId: number): void {
    this.#showing = true;
    this.#folder.launched(processId);
  }

  /** A process was let go and lives on; the server lives for as long. */
  released(processId: number): void {
    this.#folder.released(processId);
  }

  /** Resolves when all that was written so far was told. */
  async flush(): Promise<void> {
    await within(500, Promise.all(this.#channels.map((channel) => channel.flush())));
  }

  /** A debuggee is gone; resolves when all it had written was told. */
  async ended(processId: number, flushed = this.flush()): Promise<void> {
    this.#folder.ended(processId);
    await flushed;
    this.#showing = false;
  }

  /** Leaves the server to its keeper. */
  leave(): void {
    this.#folder.leave();
    for (const channel of this.#channels) channel.close();
  }
}

/** Command line before the program of every launch; gdbserver gives it to a shell as it is. */
function debuggeeWrapper(errors: string): string[] {
  const words = [programFile("run-debuggee.sh"), errors, process.env.SHELL ?? ""];
  return ["/bin/sh", ...words.map(shellQuote)];
}

function notUp(wrapped: boolean): EngineError {
  const why = wrapped
    ? "run 'gdbserver --multi 127.0.0.1:0' to see why"
    : "see whether the terminal it was to run in was opened";
  return new EngineError("native", `The embedded process server did not come up: ${why}.`);
}
