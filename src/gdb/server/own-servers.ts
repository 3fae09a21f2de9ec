import type { EmbeddedServerOptions } from "../../engine/engine.ts";
import type { StartProcessServerOptions } from "../../engine/process-server.ts";
import type { GdbOptions } from "../mi/gdb-process.ts";
import type { DebuggeeFate } from "./debuggee-fate.ts";
import { EmbeddedServer, type Tell } from "./embedded-server.ts";
import { StartedServer } from "./started-server.ts";

/** The process servers that an engine starts itself: one for others, one of its own. */
export class OwnServers implements DebuggeeFate {
  readonly #options: GdbOptions;
  #started: StartedServer | undefined;
  #beginning: Promise<EmbeddedServer> | undefined;
  #embedded: EmbeddedServer | undefined;
  #output: Tell = () => {};

  constructor(options: GdbOptions) {
    this.#options = options;
  }

  /** Registers who is told what the debuggees of the own server write. */
  onOutput(listener: Tell): void {
    this.#output = listener;
  }

  /** Begins with a server of the session's own, which takes as long as gdb takes to start. */
  beginEmbedded(): void {
    this.#beginning = this.#start({});
    this.#beginning.catch(() => {});
  }

  /** Starts a server for others. */
  async startForOthers(options: StartProcessServerOptions): Promise<StartedServer> {
    this.#started = await StartedServer.start(options, this.#options.gdbPath);
    return this.#started;
  }

  /**
   * Waits for the server for others to end.
   * @returns false when the time was up first.
   */
  async waitForEnd(timeoutMs?: number): Promise<boolean> {
    const ended = this.#started?.ended ?? Promise.resolve();
    if (timeoutMs === undefined) return ended.then(() => true);
    let timer: NodeJS.Timeout | undefined;
    const timeUp = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), timeoutMs);
    });
    return Promise.race([ended.then(() => true), timeUp]).finally(() => clearTimeout(timer));
  }

  /** Starts a server of the session's own, unless that was begun already. */
  async startEmbedded(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
    const begun = options.runInTerminal ? undefined : this.#beginning;
    return begun ?? this.#start(options);
  }

  launched(processId: number): void {
    this.#embedded?.launched(processId);
  }

  released(processId: number): void {
    this.#embedded?.released(processId);
  }

  async flush(): Promise<void> {
    await this.#embedded?.flush();
  }

  async ended(processId: number, flushed?: Promise<void>): Promise<void> {
    await this.#embedded?.ended(processId, flushed);
  }

  /** Ends the server for others and leaves the own one, which ends with its last debuggee. */
  async leave(): Promise<void> {
    await this.#beginning?.catch(() => {});
    this.#embedded?.leave();
    await this.#started?.end();
  }

  async #start(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
    this.#embedded = await EmbeddedServer.start(options, this.#options, (channel, text) =>
      this.#output(channel, text),
    );
    return this.#embedded;
  }
}
