import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import type { ExceptionFilter } from "../../src/engine/model.ts";
import { Breakpoints } from "../breakpoints/breakpoints.ts";
import { ExceptionFilters } from "../breakpoints/exception-filters.ts";
import { handlers } from "../handlers/index.ts";
import { Capabilities } from "../requests/capabilities.ts";
import { Client } from "../requests/client.ts";
import { Dispatcher } from "../requests/dispatcher.ts";
import { RequestError } from "../requests/errors.ts";
import type { Report } from "../requests/progress.ts";
import { Numbers } from "../values/handles.ts";
import { ClientLink, type Outcome, type PendingRequest } from "../wire/client-link.ts";
import type { EventName, Events } from "../wire/protocol.ts";
import type { EndingCause } from "./ending.ts";
import { Gate } from "./gate.ts";
import { LogLines } from "./log-lines.ts";
import type { LoggedOutput } from "./logged.ts";
import type { OpenEngine, Run } from "./run.ts";
import { SessionEnd } from "./session-end.ts";
import { advance, type Phase, type State, type Stop } from "./state.ts";

/** What a session needs from the program around it. */
export interface SessionOptions {
  readonly openEngine: OpenEngine;
  /** What any of the engines can stop at: told before it is known which one it will be. */
  readonly exceptionFilters?: readonly ExceptionFilter[];
  /** What a configuration has to have as its `token`; absent: every client is served. */
  readonly token?: string | undefined;
  /** Takes a line for the log that people read; never called with secrets. */
  readonly log?: (line: string) => void;
}

/** Events about a debuggee, which make no sense to the client once it was told of the end. */
const untilTerminated: readonly EventName[] = [
  "stopped",
  "continued",
  "thread",
  "breakpoint",
  "module",
  "memory",
  "exited",
  "invalidated",
];

/** One client and, in time, one debuggee: all that a handler works with. */
export class Session extends ClientLink {
  readonly openEngine: OpenEngine;
  readonly capabilities: Capabilities;
  readonly token: string | undefined;
  readonly numbers = new Numbers();
  readonly breakpoints = new Breakpoints(this.numbers);
  readonly exceptionFilters = new ExceptionFilters();
  readonly logLines = new LogLines<LoggedOutput>(({ text, position }) =>
    this.raise("output", { category: "console", output: text, ...position }),
  );
  /** What shows its progress to the client: the request it belongs to, how to go on and to end it. */
  readonly progress = new Map<
    string,
    { readonly requestSeq: number; readonly report: Report; readonly end: () => void }
  >();
  /** Symbols come from a server, and the request in progress waits for them. */
  loadsSymbols = false;
  /** Opened by `configurationDone`. */
  readonly configured = new Gate();
  /** Opened when everything is released. */
  readonly over = new Gate();
  /** Opened when nothing more is to be said and the streams may be closed. */
  readonly finished = new Gate();
  /** Resolves when the engine is closed; the client need not wait for it. */
  closed: Promise<void> = Promise.resolve();
  client = new Client();
  run: Run | undefined;
  readonly #log: (line: string) => void;
  readonly #dispatcher = new Dispatcher(this);
  readonly #end = new SessionEnd(this);
  #state: State = { phase: "new" };
  #initialized = false;
  #terminated = false;

  constructor(options: SessionOptions) {
    super();
    this.openEngine = options.openEngine;
    this.capabilities = new Capabilities(handlers.values(), options.exceptionFilters ?? []);
    this.token = options.token;
    this.#log = options.log ?? (() => {});
  }

  get state(): State {
    return this.#state;
  }

  get phase(): Phase {
    return this.#state.phase;
  }

  /**
   * The current stop.
   * @throws {RequestError} `notStopped` when there is none.
   */
  get currentStop(): Stop {
    if (this.#state.phase === "stopped") return this.#state.stop;
    throw new RequestError("notStopped", "client", "The debuggee is not stopped.");
  }

  /**
   * The launched or attached debuggee's run.
   * @throws {RequestError} `notStarted` when nothing was launched or attached to.
   */
  get activeRun(): Run & { engine: NonNullable<Run["engine"]> } {
    const run = this.run;
    if (run?.engine !== undefined) return run as Run & { engine: NonNullable<Run["engine"]> };
    throw new RequestError("notStarted", "client", "Nothing was launched or attached to yet.");
  }

  /** Whether it looks into a dump, whose program does not run. */
  get isDump(): boolean {
    return this.run?.configuration.dump !== undefined;
  }

  advance(next: State): void {
    this.#state = advance(this.#state, next);
  }

  /** Does what sets the debuggee in motion. When it fails, the session is where it was before. */
  async setInMotion(action: () => Promise<void>): Promise<void> {
    const before = this.#state;
    const running: State = { phase: "running" };
    this.advance(running);
    try {
      await action();
    } catch (error) {
      // Only if nothing happened meanwhile.
      if (this.#state === running && before.phase === "stopped") this.advance(before);
      throw error;
    }
  }

  /** Ends the session as the cause demands; see `SessionEnd`. */
  end(cause: EndingCause): Promise<void> {
    return this.#end.end(cause);
  }

  /** Ends the session because nobody is there any more. Never rejects. */
  async abandon(): Promise<void> {
    await this.end({ by: "clientGone" }).catch((error) => this.log(String(error)));
    await this.closed;
    this.finished.open();
  }

  /** Enters the ending. @returns where the session was and goes on should the ending fail. */
  beginEnding(): State {
    if (this.#state.phase === "ending") return this.#state.before;
    const before = this.#state;
    this.advance({ phase: "ending", before });
    return before;
  }

  /** The last thing an ending does. @param fate A sentence about the process server. */
  finish(fate: string | undefined, tellTerminated: boolean): void {
    const known = this.#state.phase === "ending" && this.#state.before.phase !== "new";
    for (const { end } of this.progress.values()) end();
    this.logLines.flush();
    this.releaseEvents();
    if (known && fate !== undefined) this.say("console", fate);
    if (known && tellTerminated) this.tellTerminated();
    this.advance({ phase: "over" });
    this.over.open();
  }

  /** The client was answered for the last time. */
  leave(): void {
    this.mute();
    void this.closed.then(() => this.finished.open());
  }

  /** Tells the client that it may configure now; once, although a failed start may be followed by another. */
  tellInitialized(): void {
    if (!this.#initialized) this.raise("initialized");
    this.#initialized = true;
  }

  /** Tells the client that debugging is over; once. */
  tellTerminated(): void {
    if (this.#terminated) return;
    this.raise("terminated");
    this.#terminated = true;
  }

  /** Shows a line of the adapter's own in the client's console. */
  say(category: "console" | "important", sentence: string): void {
    this.raise("output", { category, output: `${sentence}\n` });
  }

  /** Notes something for whoever looks for a defect. */
  log(line: string): void {
    this.trace.note(line);
    this.#log(line);
  }

  override raise<E extends EventName>(
    name: E,
    ...body: Events[E] extends undefined ? [] : [body: Events[E]]
  ): void {
    if (this.#terminated && untilTerminated.includes(name)) return;
    super.raise(name, ...body);
  }

  protected override answer(request: Dap.Request, pending: PendingRequest): Promise<Outcome> {
    return this.#dispatcher.answer(request, pending);
  }

  protected override gone(): void {
    void this.abandon();
  }

  protected override unreadable(detail: string): void {
    this.log(detail);
    if (this.phase === "new") return;
    this.say("important", "A message of the client was skipped because it is no valid JSON.");
  }
}
