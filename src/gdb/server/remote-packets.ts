/**
 * A packet of gdb's remote protocol.
 * @param kind `$` for a request or reply, `%` for a notification.
 *
 * https://sourceware.org/gdb/current/onlinedocs/gdb.html/Overview.html
 */
export function packet(kind: "$" | "%", payload: string): string {
  let sum = 0;
  for (let index = 0; index < payload.length; index++) sum += payload.charCodeAt(index);
  return `${kind}${payload}#${(sum & 0xff).toString(16).padStart(2, "0")}`;
}

const dollar = 0x24;
const percent = 0x25;
const hash = 0x23;

/** Splits what arrives into packets and what is between them. */
export class PacketSplitter {
  readonly #pass: (raw: Buffer, payload?: string) => void;
  #rest: Buffer = Buffer.alloc(0);

  /**
   * @param pass Takes the bytes of a packet with its payload, runs written out; or other bytes.
   */
  constructor(pass: (raw: Buffer, payload?: string) => void) {
    this.#pass = pass;
  }

  /** Takes the next bytes; an unfinished packet waits for its end. */
  take(chunk: Buffer): void {
    let rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (rest.length > 0) {
      const start = rest.findIndex((byte) => byte === dollar || byte === percent);
      if (start !== 0) {
        const between = start < 0 ? rest.length : start;
        this.#pass(rest.subarray(0, between));
        rest = rest.subarray(between);
        continue;
      }
      const end = rest.indexOf(hash);
      if (end < 0 || rest.length < end + 3) break;
      const payload = rest.toString("latin1", 1, end);
      this.#pass(rest.subarray(0, end + 3), payload.replace(/(.)\*(.)/gs, writtenOut));
      rest = rest.subarray(end + 3);
    }
    this.#rest = rest;
  }
}

/** `0*"` stands for six zeros: the last character tells how many more than one, from 29 on. */
function writtenOut(_run: string, character: string, count: string): string {
  return character.repeat(count.charCodeAt(0) - 28);
}
