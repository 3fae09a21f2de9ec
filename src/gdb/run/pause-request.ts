import { handleSignals } from "../debuggee/detach-signals.ts";
import { consoleCommand } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";

/** How often a request to stop is repeated while gdb was just busy with a stop of its own. */
const retryMs = 150;

/**
 * A request to the running debuggee to stop, repeated until it does.
 *
 * gdb's own way is a SIGINT to the process group: that misses a debuggee that leads no group, hits
 * its children, and stays pending when a breakpoint comes first. `vCont;t` stops the threads of
 * this process and nothing else, and leaves no signal behind.
 * https://sourceware.org/gdb/current/onlinedocs/gdb.html/Packets.html
 */
export class PauseRequest {
  readonly #mi: MiSession;
  /** The debuggee's process id while it runs. */
  readonly #running: () => number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #onCalm: (() => void)[] = [];
  #interrupted = false;

  constructor(mi: MiSession, running: () => number | undefined) {
    this.#mi = mi;
    this.#running = running;
  }

  /** Whether a stop that was asked for is on its way. */
  get pending(): boolean {
    return this.#timer !== undefined;
  }

  /** Asks for a stop, unless that was done already. */
  async ask(): Promise<void> {
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(() => this.#askOnce().catch(() => {}), retryMs);
    this.#timer.unref();
    await this.#askOnce();
  }

  /** Whether a stop with this signal is the one that was asked for. */
  explains(signal: string | undefined): boolean {
    return this.pending && (signal === "0" || (signal === "SIGINT" && this.#interrupted));
  }

  /** Resolves when no stop is on its way. */
  settled(): Promise<void> {
    if (this.#timer === undefined) return Promise.resolve();
    return new Promise((resolve) => this.#onCalm.push(resolve));
  }

  /** Ends the request: the debuggee has stopped, or is gone. */
  end(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#interrupted = false;
    for (const resolve of this.#onCalm.splice(0)) resolve();
  }

  async #askOnce(): Promise<void> {
    const id = this.#running();
    if (id === undefined) return;
    const packet = `maint packet vCont;t:p${id.toString(16)}.-1`;
    const { output } = await this.#mi.send(consoleCommand(packet), { urgent: true });
    if (/received: "OK"/.test(output) || this.#running() === undefined || this.#interrupted) return;
    this.#interrupted = true;
    // Signals go to the debuggee unseen; this one is for gdb.
    await handleSignals(this.#mi, "SIGINT stop print nopass", { urgent: true });
    await this.#mi.send("-exec-interrupt", { urgent: true });
  }
}
