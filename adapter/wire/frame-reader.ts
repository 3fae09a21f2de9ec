import { Transform, type TransformCallback } from "node:stream";

const endOfHeader = "\r\n\r\n";

/** A header is a line or two; whoever sends more than this without an end speaks no DAP. */
const longestHeader = 8 * 1024;

/** Far above any real message, far below what would exhaust the memory. */
const longestBody = 256 * 1024 * 1024;

/**
 * Cuts a byte stream into whole DAP messages and passes each on in one piece.
 *
 * It stands in front of the library's own reader, which waits for ever after a header without a
 * usable `Content-Length`. Here such a header is an error of the stream, so that the session ends
 * cleanly: what follows a broken header cannot be told apart any more.
 *
 * https://microsoft.github.io/debug-adapter-protocol/overview#base-protocol
 */
export class FrameReader extends Transform {
  #parts: Buffer[] = [];
  #length = 0;
  /** Bytes from the start of the header to the end of the body, once the header is read. */
  #wanted: number | undefined;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#parts.push(chunk);
    this.#length += chunk.length;
    try {
      while (this.#passOne()) {}
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  /** Passes one message on. @returns false when the bytes so far hold no whole one. */
  #passOne(): boolean {
    if (this.#length === 0 || (this.#wanted !== undefined && this.#length < this.#wanted)) {
      return false;
    }
    const bytes =
      this.#parts.length === 1 ? (this.#parts[0] as Buffer) : Buffer.concat(this.#parts);
    this.#parts = [bytes];
    this.#wanted ??= frameLength(bytes);
    if (this.#wanted === undefined || this.#length < this.#wanted) return false;
    const end = this.#wanted;
    const body = bytes.subarray(bytes.indexOf(endOfHeader) + endOfHeader.length, end);
    // The library knows one spelling of the header only, so it is written anew.
    this.push(Buffer.concat([Buffer.from(`Content-Length: ${body.length}${endOfHeader}`), body]));
    this.#parts = [bytes.subarray(end)];
    this.#length -= end;
    this.#wanted = undefined;
    return true;
  }
}

/** Length of the message at the start of the bytes; undefined when its header is not complete. */
function frameLength(bytes: Buffer): number | undefined {
  const end = bytes.indexOf(endOfHeader);
  if (end < 0) {
    if (bytes.length > longestHeader) throw new Error("A message of the client has no header.");
    return undefined;
  }
  const text = /^content-length:[ \t]*(\d+)[ \t]*$/im.exec(bytes.toString("latin1", 0, end))?.[1];
  const length = Number(text ?? Number.NaN);
  if (!(length <= longestBody)) {
    throw new Error("A message of the client has no usable Content-Length.");
  }
  return end + endOfHeader.length + length;
}
