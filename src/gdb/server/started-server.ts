import { parseTransport, portOf } from "../../engine/connection-string.ts";
import { EngineError } from "../../engine/errors.ts";
import type {
  StartedProcessServer,
  StartProcessServerOptions,
} from "../../engine/process-server.ts";
import { shellQuote } from "../mi/mi-quote.ts";
import { GdbserverProcess, reachableHost } from "./gdbserver-process.ts";

/** Starts a debuggee with its errors where its output goes: gdbserver's own are read by us. */
const errorsAsOutput = ["/bin/sh", "-c", 'exec "$@" 2>&1', "sh"];

/** A gdbserver for others to use, a child of this process. */
export class StartedServer implements StartedProcessServer {
  readonly connectionString: string;
  readonly #server: GdbserverProcess;

  private constructor(server: GdbserverProcess, host: string) {
    this.#server = server;
    this.connectionString = `tcp:server=${reachableHost(host)},port=${server.port}`;
  }

  /**
   * Starts a gdbserver, on loopback unless a host is given. A debuggee writes where this process
   * writes its errors: gdbserver cannot send output to its client.
   * @throws {EngineError} `badInput` for a transport that gdbserver has not, `refused` for a port in
   * use, `missing` when gdbserver is not installed.
   */
  static async start(
    options: StartProcessServerOptions,
    gdbPath: string | undefined,
  ): Promise<StartedServer> {
    const transport = parseTransport(options.transport);
    if (transport.transport !== "tcp") {
      throw new EngineError(
        "badInput",
        `gdbserver cannot listen on '${transport.transport}:': it speaks TCP only, so write tcp:port=PORT.`,
      );
    }
    if (transport.options.has("password")) {
      throw new EngineError(
        "badInput",
        "gdbserver knows no password: leave password= out and protect the port with a tunnel (ssh -L).",
      );
    }
    const host = options.host ?? "127.0.0.1";
    const server = await GdbserverProcess.start({
      gdbPath,
      host,
      port: portOf(transport),
      args: ["--wrapper", ...errorsAsOutput.map(shellQuote), "--"],
      spawn: { stdio: ["ignore", 2, "pipe"] },
      tell: (text) => process.stderr.write(text),
    });
    return new StartedServer(server, host);
  }

  get ended(): Promise<void> {
    return this.#server.ended;
  }

  async end(): Promise<void> {
    await this.#server.end();
  }
}
