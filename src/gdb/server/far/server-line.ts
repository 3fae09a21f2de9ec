import type { Socket } from "node:net";
import { PacketSplitter, packet } from "../remote-packets.ts";

/** Takes the reply to a request; binary data is as on the line, escaped. */
export type TakeReply = (reply: string) => void;

/** A request that can wait. */
interface Later {
  /** The request, as it is when its time has come; undefined when it is not needed any more. */
  readonly request: () => string | undefined;
  readonly take: TakeReply;
}

/**
 * How many of them are under way at once. gdb gives up on an answer that takes seconds, and each of
 * these, with 16 KB for an answer, may be before one that gdb waits for.
 */
const maxLater = 16;

/**
 * The relay's conversation with a gdbserver: requests go out without waiting for one another, and
 * are answered in their order. No acknowledgements are exchanged.
 *
 * https://sourceware.org/gdb/current/onlinedocs/gdb.html/Packet-Acknowledgment.html
 */
export class ServerLine {
  readonly #socket: Socket;
  readonly #unanswered: TakeReply[] = [];
  readonly #later: Later[] = [];
  #laterUnderWay = 0;
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

  /**
   * Sends a request when there is little else to do.
   * @returns what makes it go at once.
   */
  askLater(later: Later): () => void {
    this.#later.push(later);
    this.#sendLater();
    return () => {
      const index = this.#later.indexOf(later);
      if (index < 0) return;
      this.#later.splice(index, 1);
      this.#send(later);
    };
  }

  #sendLater(): void {
    while (this.#laterUnderWay < maxLater) {
      const next = this.#later.shift();
      if (next === undefined) return;
      this.#send(next);
    }
  }

  #send({ request, take }: Later): void {
    const text = request();
    if (text === undefined) return;
    this.#laterUnderWay++;
    this.ask(text, (reply) => {
      this.#laterUnderWay--;
      take(reply);
      this.#sendLater();
    });
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
