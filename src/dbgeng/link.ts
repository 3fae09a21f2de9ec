import type { Socket } from "node:net";
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageConnection,
  type MessageReader,
  type MessageWriter,
} from "vscode-jsonrpc/node";
import { decodeWire, encodeWire } from "./wire.ts";

/** A link between the adapter and a process of its own: JSON-RPC over a socket, a line a message. */
export function linkOver(socket: Socket): MessageConnection {
  return createMessageConnection(readerOf(socket), writerTo(socket));
}

/** The messages that arrive. */
export function readerOf(socket: Socket): MessageReader {
  return new LineReader(socket);
}

/** Sends messages. */
export function writerTo(socket: Socket): MessageWriter {
  return new LineWriter(socket);
}

// The library's own reader and writer take a turn of the event loop for every message, and two
// writes. Under Wine each of these costs a tenth of a millisecond.

class LineReader extends AbstractMessageReader implements MessageReader {
  readonly #socket: Socket;
  /** The beginning of a line whose end is still to come. */
  #begun: Buffer[] = [];

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.on("error", (error) => this.fireError(error));
    socket.on("close", () => this.fireClose());
  }

  listen(callback: DataCallback): Disposable {
    const read = (chunk: Buffer) => {
      let from = 0;
      for (let end = chunk.indexOf("\n"); end >= 0; end = chunk.indexOf("\n", from)) {
        const line = Buffer.concat([...this.#begun.splice(0), chunk.subarray(from, end)]);
        from = end + 1;
        callback(decodeWire(line.toString()) as Message);
      }
      if (from < chunk.length) this.#begun.push(chunk.subarray(from));
    };
    this.#socket.on("data", read);
    return { dispose: () => void this.#socket.off("data", read) };
  }
}

class LineWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #socket: Socket;

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.on("error", (error) => this.fireError(error));
    socket.on("close", () => this.fireClose());
  }

  write(message: Message): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.write(`${encodeWire(message)}\n`, (error) =>
        error ? reject(error) : resolve(),
      );
    });
  }

  end(): void {}
}
