import { EngineError } from "./errors.ts";
import type { ProcessInfo } from "./model.ts";

/** How to start a process server on this machine for others to use. */
export interface StartProcessServerOptions {
  /** Transport as dbgeng writes it, without `server=`: `tcp:port=5005[,password=...]`, `npipe:pipe=NAME`. */
  readonly transport: string;
  /** Address to listen on, where the engine can choose (gdb: loopback when absent). */
  readonly host?: string | undefined;
}

/** A process server that `startProcessServer` started in, or below, this engine's process. */
export interface StartedProcessServer {
  /** What a client on this machine passes to `connectProcessServer`. */
  readonly connectionString: string;
  /** Ends the server. Safe to call twice. */
  end(): Promise<void>;
}

/**
 * The process-server calls of an engine, under the names that dbgeng gives them.
 *
 * `Handle` is the engine's own name of a connection. In dbgeng it is a raw pointer, and using it
 * after `disconnectProcessServer` or `endProcessServer` is a crash: callers use
 * {@link ProcessServerConnection}, which owns the handle, and never these calls directly.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/ddi/dbgeng/nn-dbgeng-idebugclient5
 */
export interface ProcessServerCalls<Handle> {
  /** Leaves the server; it lives on. Spends the handle. */
  disconnectProcessServer(handle: Handle): Promise<void>;
  /** Ends the server and leaves it. Spends the handle. */
  endProcessServer(handle: Handle): Promise<void>;
  /** Lists the processes on the server's machine. */
  runningProcesses(handle: Handle): Promise<readonly ProcessInfo[]>;
}

/**
 * A connection to a process server. It can be disconnected or ended exactly once; every later use
 * is refused here and never reaches the engine.
 */
export class ProcessServerConnection<Handle = unknown> {
  /** The connection string that made it, with the password masked. */
  readonly address: string;
  readonly #calls: ProcessServerCalls<Handle>;
  readonly #handle: Handle;
  #spent: "disconnected" | "ended" | "lost" | undefined;

  constructor(address: string, handle: Handle, calls: ProcessServerCalls<Handle>) {
    this.address = address;
    this.#handle = handle;
    this.#calls = calls;
  }

  /** Whether the connection can still be used. */
  get open(): boolean {
    return this.#spent === undefined;
  }

  /**
   * The handle, for the engine's own calls through this connection.
   * @throws {EngineError} `refused` once the connection was disconnected, ended or lost.
   */
  use(): Handle {
    if (this.#spent !== undefined) {
      throw new EngineError(
        "refused",
        `The connection to process server ${this.address} cannot be used: it is already ${this.#spent}.`,
      );
    }
    return this.#handle;
  }

  /** Lists the processes on the server's machine. */
  async runningProcesses(): Promise<readonly ProcessInfo[]> {
    return this.#calls.runningProcesses(this.use());
  }

  /**
   * Leaves the server; it lives on.
   * @throws {EngineError} `refused` when the connection is already spent.
   */
  async disconnect(): Promise<void> {
    const handle = this.use();
    this.#spent = "disconnected";
    await this.#calls.disconnectProcessServer(handle);
  }

  /**
   * Ends the server.
   * @throws {EngineError} `refused` when the connection is already spent.
   */
  async end(): Promise<void> {
    const handle = this.use();
    this.#spent = "ended";
    await this.#calls.endProcessServer(handle);
  }

  /** Notes that the server is gone, so that the handle is never used again. */
  markLost(): void {
    this.#spent ??= "lost";
  }
}
