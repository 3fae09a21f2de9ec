import { DebugSession, Event, Response } from "@vscode/debugadapter";
import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { FrameReader } from "./frame-reader.ts";
import type { EventName, Events } from "./protocol.ts";
import { Trace } from "./trace.ts";

/** What a request may do besides answering. Exists from the arrival of the request to its reply. */
export interface PendingRequest {
  /** The client's number of the request. */
  readonly seq: number;
  /** Aborted when the client cancels the request. */
  readonly signal: AbortSignal;
  /** Keeps all events back until the reply is out. */
  holdEvents(): void;
  /** Does something as soon as the reply is out. */
  afterReply(action: () => void): void;
}

/** How a request ended: with a body, or with an error in the shape of the protocol. */
export type Outcome =
  | { readonly body: object | undefined }
  | { readonly failure: { readonly message: string; readonly error: Dap.Message } };

/**
 * The conversation with one client: messages in and out, exactly one reply to every request, and
 * events held back where the reply has to come first.
 *
 * The library carries the messages. Its own handlers of requests are not used, because they lose
 * rejected promises; nor is its `shutdown`, which ends the process.
 */
export abstract class ClientLink extends DebugSession {
  readonly trace = new Trace();
  readonly #open = new Map<number, AbortController>();
  #holds = 0;
  #held: Dap.Event[] = [];
  #mute = false;
  #clientGone = false;

  constructor() {
    super();
    this.onDidSendMessage((message) => this.trace.message("adapter", message));
    this.on("error", (event: Dap.Event) => {
      if (!this.#clientGone) this.unreadable(String(event.body));
    });
  }

  /** Carries out a request. Never rejects. */
  protected abstract answer(request: Dap.Request, pending: PendingRequest): Promise<Outcome>;

  /** The client hung up; called once. */
  protected abstract gone(reason: string): void;

  /** A message that is no JSON, or no message, was skipped. */
  protected abstract unreadable(detail: string): void;

  override start(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): void {
    const frames = new FrameReader();
    // Before the library's own listeners, so that nothing is written to a broken pipe again.
    for (const [stream, event] of [
      [input, "end"],
      [input, "close"],
      [input, "error"],
      [frames, "error"],
      [output, "error"],
      [output, "close"],
    ] as const) {
      stream.on(event, (error?: unknown) => this.#hungUp(error));
    }
    super.start(frames, output);
    input.pipe(frames);
  }

  /** Ends the conversation from this side. */
  override stop(): void {
    this.#clientGone = true;
    this.trace.close();
    super.stop();
  }

  /** The library would end the whole process here. */
  override shutdown(): void {}

  override handleMessage(message: Dap.ProtocolMessage): void {
    this.trace.message("client", message);
    super.handleMessage(message);
  }

  protected override dispatchRequest(request: Dap.Request): void {
    void this.#reply(request);
  }

  /** Sends an event, or keeps it while a request holds events back. */
  raise<E extends EventName>(
    name: E,
    ...body: Events[E] extends undefined ? [] : [body: Events[E]]
  ): void {
    const event = new Event(name, body[0]);
    if (this.#holds > 0) this.#held.push(event);
    else this.#send(event);
  }

  /** Cancels a request that is not answered yet; does nothing for any other. */
  cancel(seq: number): void {
    this.#open.get(seq)?.abort();
  }

  /** Lets events out again although the requests that held them back are not answered. */
  protected releaseEvents(): void {
    this.#holds = 0;
    for (const event of this.#held.splice(0)) this.#send(event);
  }

  /** Sends no event any more. Replies to further requests still go out. */
  protected mute(): void {
    this.#mute = true;
  }

  /**
   * Asks the client to do something.
   * @param timeoutMs How long to wait for the answer.
   * @returns the body of the answer.
   * @throws when the client refuses, or does not answer in time.
   */
  ask(command: string, args: object, timeoutMs: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.sendRequest(command, args, timeoutMs, (response) => {
        if (response.success) resolve(response.body);
        else reject(new Error(response.message ?? "no reason given"));
      });
    });
  }

  async #reply(request: Dap.Request): Promise<void> {
    let holding = false;
    const afterReply: (() => void)[] = [];
    const controller = new AbortController();
    this.#open.set(request.seq, controller);
    const outcome = await this.answer(request, {
      seq: request.seq,
      signal: controller.signal,
      holdEvents: () => {
        if (!holding) this.#holds++;
        holding = true;
      },
      afterReply: (action) => afterReply.push(action),
    });
    if (this.#open.get(request.seq) === controller) this.#open.delete(request.seq);
    const response: Dap.Response = new Response(request);
    // A request without a command is answered as well.
    response.command ??= "";
    if ("failure" in outcome) {
      response.success = false;
      response.message = outcome.failure.message;
      response.body = { error: outcome.failure.error };
    } else if (outcome.body !== undefined) {
      response.body = outcome.body;
    }
    if (!this.#clientGone) this.sendResponse(response);
    if (holding && this.#holds > 0 && --this.#holds === 0) this.releaseEvents();
    for (const action of afterReply) action();
  }

  #send(event: Dap.Event): void {
    if (!this.#mute && !this.#clientGone) this.sendEvent(event);
  }

  #hungUp(error: unknown): void {
    if (this.#clientGone) return;
    this.#clientGone = true;
    this.gone(error instanceof Error ? error.message : "The client hung up.");
  }
}
