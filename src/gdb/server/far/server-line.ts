import type { Socket } from "node:net";
import { PacketSplitter, packet } from "../remote-packets.ts";

/** Takes the reply to a request; binary data is as on the line, escaped. */
export type TakeReply = (reply: string) => void;

/**
 * The relay's conversation with a gdbserver: requests go out without waiting for one another, and
 * are answered in their order. No acknowledgements are exchanged.
 *
 * https://sourceware.org/gdb/current/onlinedocs/gdb.html/Packet-Acknowledgment.html
 */
export class ServerLine {
  readonly #socket: Socket;
  readonly #unanswered: TakeReply[] = [];
  #notified: (payload: string) => void = () => {};
  #output: (payload: string) => void = () => {};

  constructor(socket: Socket) {
    this.#socket = socket;
    const splitter = new PacketSplitter((raw, payload) => {
      if (payload === undefined) return;
      if (raw[0] === "%".charCodeAt(0)) this.#notified(payload);
      else this.#take(payload);
    });
    socket.on("data", (chunk: Buffer) => splitter.take(chunk));
  }

  /**
   * Registers the only listeners.
   * @param notified Takes notifications, in their order among the replies.
   * @param output Takes what the server writes while it carries out a command of its own.
   */
  listen(notified: (payload: string) => void, output: (payload: string) => void): void {
    this.#notified = notified;
    this.#output = output;
  }

  /** Sends a request. @param take Takes its reply as soon as it is there, before what follows it. */
  ask(request: string, take: TakeReply): void {
    this.#unanswered.push(take);
    this.#socket.write(Buffer.from(packet("$", request), "latin1"));
  }

  /** Sends a request of whose reply nothing depends. */
  tell(request: string): void {
    this.ask(request, () => {});
  }

  /** Sends bytes that are no request. */
  write(raw: Buffer): void {
    this.#socket.write(raw);
  }

  #take(payload: string): void {
    if (payload.startsWith("O") && payload !== "OK") this.#output(payload);
    else this.#unanswered.shift()?.(payload);
  }
}
