import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GdbserverProcess } from "./gdbserver-process.ts";
import { argumentsVariable, type KeeperOrders } from "./keeper-protocol.ts";
import { shellQuote } from "./mi-quote.ts";
import { OutputChannel, type OutputPlace } from "./output-channel.ts";
import { openNamedPipe, openPseudoTerminal } from "./output-places.ts";
import { within } from "./within.ts";

type Tell = (channel: "stdout" | "stderr", text: string) => void;

/**
 * The gdbserver of a server keeper. Without a terminal of the client its debuggees read nothing and
 * write to a pseudo terminal (stdout) and a named pipe (stderr), from where the keeper reads.
 *
 * gdbserver itself cannot send a debuggee's output to gdb. Pipes to the keeper would end a debuggee
 * with SIGPIPE if the keeper died, and files would show output late and grow without limit.
 */
export class KeptServer {
  readonly wrapped: boolean;
  readonly #server: GdbserverProcess;
  readonly #folder: string | undefined;
  readonly #channels: readonly OutputChannel[];

  private constructor(
    server: GdbserverProcess,
    folder: string | undefined,
    channels: readonly OutputChannel[],
  ) {
    this.#server = server;
    this.#folder = folder;
    this.#channels = channels;
    this.wrapped = folder !== undefined;
  }

  /**
   * Starts it on a free port of loopback.
   * @throws {EngineError} `missing` when gdbserver is not installed.
   */
  static async start(orders: KeeperOrders, tell: Tell): Promise<KeptServer> {
    const common = { gdbPath: orders.gdbPath, host: "127.0.0.1", port: 0 };
    if (orders.terminal) {
      const spawn = { stdio: "inherit" } as const;
      return new KeptServer(await GdbserverProcess.start({ ...common, spawn }), undefined, []);
    }
    const folder = mkdtempSync(join(tmpdir(), "psdap-server-"));
    try {
      const errors = openNamedPipe(join(folder, "stderr"));
      const output = (await openPseudoTerminal()) ?? openNamedPipe(join(folder, "stdout"));
      const channels = [
        new OutputChannel(output, (text) => tell("stdout", text)),
        new OutputChannel(errors, (text) => tell("stderr", text)),
      ];
      const server = await startWith(common, output, errors, folder);
      return new KeptServer(server, folder, channels);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  get port(): number {
    return this.#server.port;
  }

  /** Resolves when everything that debuggees have written so far was told. */
  async flush(): Promise<void> {
    await within(500, Promise.all(this.#channels.map((channel) => channel.flush())));
  }

  /** Whether the server still holds any process. */
  tracesAnybody(): boolean {
    const tracer = new RegExp(`^TracerPid:\\s*${this.#server.child.pid}$`, "m");
    return readdirSync("/proc").some((name) => {
      if (!/^\d+$/.test(name)) return false;
      try {
        return tracer.test(readFileSync(`/proc/${name}/status`, "latin1"));
      } catch {
        return false;
      }
    });
  }

  /** Ends the server and removes its files. */
  async end(): Promise<void> {
    await this.#server.end();
    if (this.#folder) rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function startWith(
  common: { gdbPath: string | undefined; host: string; port: number },
  output: OutputPlace,
  errors: OutputPlace,
  folder: string,
): Promise<GdbserverProcess> {
  // The wrapper separates the debuggee's errors from gdbserver's own, and gives it back the SHELL
  // that gdbserver must not have: it starts programs with it, and not every shell is a POSIX one.
  const shell = process.env.SHELL;
  const restored = shell === undefined ? "unset SHELL" : `SHELL=${shellQuote(shell)}; export SHELL`;
  const wrapper = join(folder, "wrapper");
  const script = [
    restored,
    // The program's own name is quoted from eval: it is no shell text.
    `eval 'set -- "$1" '"$${argumentsVariable}"`,
    `unset ${argumentsVariable}`,
    `exec "$@" 2>${shellQuote(errors.path)}`,
  ];
  writeFileSync(wrapper, `${script.join("\n")}\n`, { mode: 0o600 });
  const stdout = openSync(output.path, constants.O_WRONLY | constants.O_NOCTTY);
  try {
    return await GdbserverProcess.start({
      ...common,
      wrapper: ["/bin/sh", wrapper, "--"],
      spawn: { stdio: ["ignore", stdout, "ignore"], env: { ...process.env, SHELL: "/bin/sh" } },
    });
  } finally {
    closeSync(stdout);
  }
}
