import type { Socket } from "node:net";
import { PacketSplitter, packet } from "../remote-packets.ts";

/**
 * The relay's conversation with gdb, which sends a request and waits for its reply before it sends
 * the next one.
 */
export class GdbLine {
  readonly #socket: Socket;
  #acknowledges = true;

  /**
   * @param asked Takes every request; it has to be replied to once.
   * @param interrupted Takes bytes that are no request, such as Ctrl-C.
   */
  constructor(
    socket: Socket,
    asked: (request: string) => void,
    interrupted: (raw: Buffer) => void,
  ) {
    this.#socket = socket;
    const splitter = new PacketSplitter((raw, payload) => {
      if (payload === undefined) {
        if (raw.includes(interruptByte)) interrupted(Buffer.of(interruptByte));
        return;
      }
      if (this.#acknowledges) this.#write("+");
      asked(payload);
    });
    socket.on("data", (chunk: Buffer) => splitter.take(chunk));
  }

  /** Replies to the request that gdb waits for. */
  reply(payload: string): void {
    this.#write(packet("$", payload));
  }

  /** Tells gdb of something that it did not ask for. */
  notify(payload: string): void {
    this.#write(packet("%", payload));
  }

  /** From now on requests are not acknowledged. */
  stopAcknowledging(): void {
    this.#acknowledges = false;
  }

  #write(text: string): void {
    this.#socket.write(Buffer.from(text, "latin1"));
  }
}

const interruptByte = 3;
