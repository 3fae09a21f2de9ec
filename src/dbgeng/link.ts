import type { Socket } from "node:net";
import {
  AbstractMessageWriter,
  createMessageConnection,
  type Message,
  type MessageConnection,
  type MessageReader,
  type MessageWriter,
  StreamMessageReader,
} from "vscode-jsonrpc/node";
import { encodeWire, wireDecoder } from "./wire.ts";

/** A link between the adapter and a process of its own: JSON-RPC over a socket. */
export function linkOver(socket: Socket): MessageConnection {
  return createMessageConnection(readerOf(socket), writerTo(socket));
}

/** The messages that arrive. */
export function readerOf(socket: Socket): MessageReader {
  return new StreamMessageReader(socket, { contentTypeDecoder: wireDecoder });
}

/** Sends messages. */
export function writerTo(socket: Socket): MessageWriter {
  return new WholeMessageWriter(socket);
}

/**
 * Writes each message at once. The library's own writer writes its head and its body one after the
 * other; under Wine each write costs as much as an expression takes the engine.
 */
class WholeMessageWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #socket: Socket;

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.on("error", (error) => this.fireError(error));
    socket.on("close", () => this.fireClose());
  }

  write(message: Message): Promise<void> {
    const body = encodeWire(message);
    const text = `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    return new Promise((resolve, reject) => {
      this.#socket.write(text, (error) => (error ? reject(error) : resolve()));
    });
  }

  end(): void {}
}
