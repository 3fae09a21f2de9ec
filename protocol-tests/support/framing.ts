import type { DebugProtocol as Dap } from "@vscode/debugprotocol";

const separator = "\r\n\r\n";

/** The bytes of one message, with its header. */
export function frame(json: string): Buffer {
  return Buffer.from(`Content-Length: ${Buffer.byteLength(json)}${separator}${json}`);
}

/** Turns the bytes of a DAP stream into messages; strict, so that stray output is noticed. */
export class Deframer {
  #rest: Buffer = Buffer.alloc(0);

  /**
   * Takes the next bytes and answers the messages they complete.
   * @throws {Error} when the bytes are no DAP stream.
   */
  push(chunk: Buffer): Dap.ProtocolMessage[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const messages: Dap.ProtocolMessage[] = [];
    for (;;) {
      const end = this.#rest.indexOf(separator);
      if (end < 0) {
        this.#expectHeaderStart();
        return messages;
      }
      const header = this.#rest.toString("latin1", 0, end);
      const length = /^Content-Length: (\d+)$/.exec(header)?.[1];
      if (length === undefined) throw new Error(`This is no DAP header: ${JSON.stringify(header)}`);
      const start = end + separator.length;
      const stop = start + Number(length);
      if (this.#rest.length < stop) return messages;
      messages.push(JSON.parse(this.#rest.toString("utf8", start, stop)) as Dap.ProtocolMessage);
      this.#rest = this.#rest.subarray(stop);
    }
  }

  /** Text without the start of a header never becomes a message: say so at once. */
  #expectHeaderStart(): void {
    const expected = "Content-Length: ";
    const seen = this.#rest.toString("latin1", 0, expected.length);
    if (!expected.startsWith(seen)) {
      throw new Error(`This is no DAP stream: ${JSON.stringify(this.#rest.toString("utf8"))}`);
    }
  }
}
