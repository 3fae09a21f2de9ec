import { closeSync, openSync, writeSync } from "node:fs";
import { maskSecrets } from "./mask-secrets.ts";

/** Number of letters from which on a value of the environment is worth hiding. */
const shortestSecret = 4;

/**
 * The recorded conversation of one session: one JSON object per line, with the time, secrets
 * masked.
 *
 * The file's name arrives with the launch configuration only, so what comes before is kept until
 * then. Writes are synchronous: a trace is wanted most when the process ends unexpectedly.
 */
export class Trace {
  #waiting: string[] | undefined = [];
  #secrets: readonly string[] = [];
  #file: number | undefined;

  /** Whether anything noted now may be read. */
  get wanted(): boolean {
    return this.#file !== undefined || this.#waiting !== undefined;
  }

  /** Notes a message. */
  message(from: "client" | "adapter", message: unknown): void {
    if (!this.wanted) return;
    this.#write({ from, message: maskSecrets(message) });
  }

  /** Notes a line for people, without the texts given to `hide`. */
  note(line: string): void {
    if (!this.wanted) return;
    const hidden = this.#secrets.reduce((text, secret) => text.replaceAll(secret, "***"), line);
    this.#write({ log: maskSecrets(hidden) });
  }

  /** Names texts that no line for people may show, as an engine does not know what is secret. */
  hide(secrets: readonly string[]): void {
    // Shorter ones would be found everywhere, and hide nothing worth hiding.
    this.#secrets = secrets.filter((secret) => secret.length >= shortestSecret);
  }

  /**
   * Starts writing to the file, beginning with all that was noted before.
   * @throws when the file cannot be written.
   */
  open(path: string): void {
    this.close();
    this.#file = openSync(path, "w", 0o600);
    for (const line of this.#waiting ?? []) writeSync(this.#file, line);
    this.#waiting = undefined;
  }

  /** Forgets what was kept: nobody wants a trace. */
  decline(): void {
    this.#waiting = undefined;
  }

  /** Ends the file. Safe to call twice. */
  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #write(entry: object): void {
    const line = `${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`;
    if (this.#file === undefined) this.#waiting?.push(line);
    else writeSync(this.#file, line);
  }
}
