import type { GdbLine } from "./gdb-line.ts";
import type { ServerLine } from "./server-line.ts";

/**
 * Stops of threads, which a server in non-stop mode tells one after the other, each of them once the
 * one before it was taken.
 *
 * The relay takes them all at once and hands them to gdb as they come: gdb, which asks for one more
 * after each, need not wait for hearing that there is none. One that comes later is told later, as
 * if it had happened then.
 *
 * https://sourceware.org/gdb/current/onlinedocs/gdb.html/Notification-Packets.html
 */
export class StopNotices {
  readonly #server: ServerLine;
  readonly #gdb: GdbLine;
  readonly #told: (report: string) => void;
  readonly #queue: string[] = [];
  /** Whether gdb was told of a stop and has not yet heard that there are no more. */
  #telling = false;
  /** Whether the server has more to tell before gdb can go on. */
  #collecting = false;
  #gdbWaits = false;

  /** @param told Told of every stop, as soon as the server has told it. */
  constructor(server: ServerLine, gdb: GdbLine, told: (report: string) => void) {
    this.#server = server;
    this.#gdb = gdb;
    this.#told = told;
  }

  /** The server tells of a stop by itself. */
  notify(report: string): void {
    this.#queue.push(report);
    this.#collect();
    this.#told(report);
    this.#tell();
  }

  /** The server's reply to `?`, behind which more may wait: gdb is to hear of them all. */
  begin(report: string): void {
    this.#told(report);
    this.#telling = true;
    this.#collecting = true;
    this.#collect();
  }

  /** gdb asks for the next stop. */
  next(): void {
    const report = this.#queue.shift();
    if (report !== undefined) {
      this.#gdb.reply(report);
    } else if (this.#collecting) {
      this.#gdbWaits = true;
    } else {
      this.#telling = false;
      this.#gdb.reply("OK");
      this.#tell();
    }
  }

  #collect(): void {
    this.#server.ask("vStopped", (reply) => {
      const more = reply !== "OK" && reply !== "";
      if (more) {
        this.#queue.push(reply);
        this.#collect();
        this.#told(reply);
      } else {
        this.#collecting = false;
      }
      if (this.#gdbWaits && (more || !this.#collecting)) {
        this.#gdbWaits = false;
        this.next();
      } else {
        this.#tell();
      }
    });
  }

  #tell(): void {
    if (this.#telling) return;
    const report = this.#queue.shift();
    if (report === undefined) return;
    this.#telling = true;
    this.#gdb.notify(`Stop:${report}`);
  }
}
