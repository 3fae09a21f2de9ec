import type { Readable, Writable } from "node:stream";
import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { Conversation } from "./conversation.ts";
import { Deframer, frame } from "./framing.ts";
import {
  type Command,
  type EventName,
  type Events,
  mainEvents,
  type Refusal,
  type Requests,
  refusalOf,
} from "./protocol.ts";
import { Rules } from "./rules.ts";
import { requestDefect } from "./schema.ts";

/** Answers a reverse request, e.g. `runInTerminal`, with the body of the reply. */
export type ReverseHandler = (args: unknown) => unknown;

/**
 * A DAP client for tests, over any pair of streams.
 *
 * Events are kept from the first one on, so that none is lost between two waits, and each is
 * handed out once. Every message is checked against {@link Rules}. Whatever fails, the error shows
 * the whole conversation; the end of the stream fails every wait at once.
 */
export class Client {
  readonly #output: Writable;
  readonly #patienceMs: number;
  readonly #rules = new Rules();
  readonly #deframer = new Deframer();
  readonly #conversation = new Conversation();
  readonly #replies = new Map<number, Dap.Response>();
  readonly #main: Dap.Event[] = [];
  readonly #side = new Map<string, Dap.Event[]>();
  readonly #reverse = new Map<string, ReverseHandler>();
  readonly #waiting = new Set<() => void>();
  readonly #defects: string[] = [];
  #seq = 0;
  #hungUp = false;

  /** @param patienceMs How long a wait lasts before it fails; a bound against hangs, no more. */
  constructor(input: Readable, output: Writable, options: { patienceMs?: number } = {}) {
    this.#output = output;
    this.#patienceMs = options.patienceMs ?? 30_000;
    input.on("data", (chunk: Buffer) => this.#take(chunk));
    const hungUp = () => {
      if (this.#hungUp) return;
      this.#hungUp = true;
      this.#conversation.hungUp();
      this.#wake();
    };
    for (const end of ["end", "close", "error"]) input.on(end, hungUp);
    // A write to an adapter that has just gone is not a failure of its own: the end is.
    output.on("error", () => {});
  }

  /** The conversation so far, one line per message. */
  get transcript(): string[] {
    return this.#conversation.lines;
  }

  /** The conversation for people, with times. */
  get story(): string {
    return this.#conversation.story;
  }

  /** Number of the latest message to the adapter, by which a request can be cancelled. */
  get latestSeq(): number {
    return this.#seq;
  }

  /** Whether the adapter has ended the stream. */
  get hungUp(): boolean {
    return this.#hungUp;
  }

  /** Sends a request and answers the body of its reply. Fails when the request is refused. */
  async request<C extends Command>(
    command: C,
    args?: Requests[C]["args"],
  ): Promise<Requests[C]["body"]> {
    const wrong = requestDefect(command, args);
    if (wrong !== undefined) this.fail(`The test sends what no client should: ${wrong}.`);
    const response = await this.send(command, args);
    if (!response.success) this.fail(`'${command}' was refused.`);
    return response.body as Requests[C]["body"];
  }

  /** Sends a request that has to be refused. */
  async refused(command: string, args?: unknown): Promise<Refusal> {
    const response = await this.send(command, args);
    if (response.success) this.fail(`'${command}' was not refused.`);
    return refusalOf(response);
  }

  /** Sends a request at once and answers its response, whatever it says. */
  send(command: string, args?: unknown): Promise<Dap.Response> {
    const seq = ++this.#seq;
    this.#conversation.sent(command, args);
    this.#rules.sent(seq, command, args);
    this.#write({ seq, type: "request", command, arguments: args });
    const reply = this.#until(`the reply to '${command}'`, () => this.#replies.get(seq));
    // A test may look at the reply later, or never.
    reply.catch(() => {});
    return reply;
  }

  /** Writes bytes as they are, for messages that no client should send. */
  raw(bytes: Buffer | string): void {
    this.#conversation.sent("raw", bytes.toString());
    this.#output.write(bytes);
  }

  /** The response to a request that was written with {@link raw}. */
  reply(requestSeq: number): Promise<Dap.Response> {
    return this.#until(`the reply to ${requestSeq}`, () => this.#replies.get(requestSeq));
  }

  /**
   * The next event of this name. Of the events that steer the conversation it has to be the very
   * next one; for the others `where` may skip those that do not matter.
   */
  async next<E extends EventName>(
    name: E,
    where: (body: Events[E]) => boolean = () => true,
  ): Promise<Events[E]> {
    const main = mainEvents.includes(name);
    const queue = main ? this.#main : this.#sideQueue(name);
    const event = await this.#until(`event '${name}'`, () => {
      while (queue.length > 0) {
        const first = queue.shift() as Dap.Event;
        if (main || where(first.body as Events[E])) return first;
      }
      return undefined;
    });
    if (event.event !== name) this.fail(`Expected event '${name}', got '${event.event}'.`);
    const body = event.body as Events[E];
    if (!where(body)) this.fail(`Event '${name}' is not the expected one.`);
    return body;
  }

  /** The next steering event, which has to be one of these. */
  async nextOf(...names: readonly EventName[]): Promise<Dap.Event> {
    const event = await this.#until(`event ${names.join(" or ")}`, () => this.#main.shift());
    if (names.some((name) => name === event.event)) return event;
    return this.fail(`Expected ${names.join(" or ")}, got '${event.event}'.`);
  }

  /** Whether an event of this name has arrived and was not handed out yet. */
  pending(name: EventName): boolean {
    return mainEvents.includes(name)
      ? this.#main.some((event) => event.event === name)
      : this.#sideQueue(name).length > 0;
  }

  /** Collects `output` text of a category until it contains `text`; answers all of it. */
  async output(category: string, text: string): Promise<string> {
    let seen = "";
    while (!seen.includes(text)) {
      const body = await this.next("output", (output) => output.category === category);
      seen += body.output;
    }
    return seen;
  }

  /** Says how reverse requests of this command are answered; others are refused. */
  onReverse(command: string, handler: ReverseHandler): void {
    this.#reverse.set(command, handler);
  }

  /**
   * Takes away the steering events that nobody waited for, and answers their names.
   * @param names Takes these away only.
   */
  leftOver(names: readonly string[] = mainEvents): string[] {
    const taken = this.#main.filter(({ event }) => names.includes(event));
    this.#main.splice(0, Infinity, ...this.#main.filter((event) => !taken.includes(event)));
    return taken.map(({ event }) => event);
  }

  /** Waits until the adapter ends the stream. */
  async end(): Promise<void> {
    await this.#until("the end", () => this.#hungUp || undefined);
  }

  /** Ends the stream to the adapter, as a client does that goes away. */
  hangUp(): void {
    this.#conversation.sent("(end)");
    this.#output.end();
  }

  /**
   * Fails unless every steering event was accounted for and no rule was broken.
   * To be called at the end of every test.
   */
  expectQuiet(): void {
    const left = this.#main.map((event) => event.event);
    if (left.length > 0) this.fail(`Nobody expected these events: ${left.join(", ")}.`);
    if (this.#defects.length > 0) this.fail("The adapter broke the rules.");
  }

  /** Throws with the whole conversation. */
  fail(reason: string): never {
    const broken = this.#defects.map((defect) => `Broken rule: ${defect}.`);
    throw new Error([reason, ...broken, this.story].join("\n"));
  }

  #take(chunk: Buffer): void {
    try {
      for (const message of this.#deframer.push(chunk)) this.#receive(message);
    } catch (error) {
      this.#defects.push((error as Error).message);
    }
    this.#wake();
  }

  #receive(message: Dap.ProtocolMessage): void {
    this.#conversation.received(message);
    const broken = this.#rules.received(message);
    if (broken !== undefined) this.#defects.push(broken);
    if (message.type === "response") {
      const response = message as Dap.Response;
      if (!this.#replies.has(response.request_seq)) {
        this.#replies.set(response.request_seq, response);
      }
    } else if (message.type === "event") {
      const event = message as Dap.Event;
      (mainEvents.includes(event.event) ? this.#main : this.#sideQueue(event.event)).push(event);
    } else if (message.type === "request") {
      void this.#answer(message as Dap.Request);
    }
  }

  async #answer({ seq: request_seq, command, arguments: args }: Dap.Request): Promise<void> {
    const reply = { type: "response", request_seq, command };
    try {
      const handler = this.#reverse.get(command);
      if (handler === undefined) throw new Error(`This client does not know '${command}'.`);
      const body = await handler(args);
      this.#conversation.sent(`reply ${command}`, body);
      this.#write({ ...reply, seq: ++this.#seq, success: true, body });
    } catch (error) {
      const message = (error as Error).message;
      this.#conversation.sent(`refusal ${command} ${message}`);
      this.#write({ ...reply, seq: ++this.#seq, success: false, message });
    }
  }

  /** Waits until `look` finds something, the adapter hangs up, or a rule is broken. */
  async #until<T>(what: string, look: () => T | undefined): Promise<T> {
    const deadline = performance.now() + this.#patienceMs;
    for (;;) {
      if (this.#defects.length > 0) this.fail(`The adapter broke the rules before ${what}.`);
      const found = look();
      if (found !== undefined) return found;
      if (this.#hungUp) this.fail(`The adapter hung up before ${what}.`);
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) this.fail(`${what} did not come within ${this.#patienceMs} ms.`);
      await this.#news(leftMs);
    }
  }

  #news(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      this.#waiting.add(done);
    });
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  #sideQueue(name: string): Dap.Event[] {
    let queue = this.#side.get(name);
    if (queue === undefined) {
      queue = [];
      this.#side.set(name, queue);
    }
    return queue;
  }

  #write(message: object): void {
    this.#output.write(frame(JSON.stringify(message)));
  }
}
