import type { Readable, Writable } from "node:stream";
import { EngineError } from "../../engine/errors.ts";
import { asSentence } from "./gdb-text.ts";
import { MiParser, type MiRecord } from "./mi-parser.ts";
import { type MiTuple, textOf } from "./mi-value.ts";

/** Records that belong to no command: what the debuggee does. */
export type AsyncRecord = Extract<MiRecord, { kind: "async" }>;

/** The answer to a command. */
export interface MiReply {
  readonly results: MiTuple;
  /** What gdb printed meanwhile: console and target text. */
  readonly output: string;
  /** What gdb said for the log meanwhile: warnings and explanations. */
  readonly remarks: string;
}

/** How a command goes out. */
export interface SendOptions {
  /** Goes out before everything that still waits. */
  readonly urgent?: boolean;
  /**
   * Nothing else is written before it is answered. For commands of the user: a program that such
   * a command starts reads gdb's own input and would swallow what follows.
   */
  readonly alone?: boolean;
  /** Keeps the command and its answer out of the log. */
  readonly quiet?: boolean;
}

interface Pending {
  readonly line: string;
  readonly quiet: boolean;
  readonly alone: boolean;
  readonly resolve: (reply: MiReply) => void;
  readonly reject: (error: EngineError) => void;
  output: string;
  remarks: string;
}

/** Few enough that an urgent command need not wait long behind those already written. */
const maxInFlight = 16;

/**
 * A gdb/MI conversation: commands go out in order, each is answered exactly once.
 *
 * Asynchronous records are handed on in the order of arrival, before the answers that follow them.
 */
export class MiSession {
  readonly #input: Writable;
  readonly #log: ((line: string) => void) | undefined;
  readonly #waiting: Pending[] = [];
  readonly #inFlight = new Map<number, Pending>();
  #lastToken = 0;
  #onAsync: (record: AsyncRecord) => void = () => {};
  #onRemark: (text: string) => void = () => {};
  #onLateError: (text: string) => void = () => {};
  #onNotice: (text: string) => void = () => {};
  #closed: string | undefined;

  constructor(input: Writable, output: Readable, log?: (line: string) => void) {
    this.#input = input;
    this.#log = log;
    const parser = new MiParser();
    output.on("data", (chunk: Buffer) => {
      for (const record of parser.push(chunk)) this.#take(record);
    });
    // A gdb that is gone is noticed by its exit; a write that raced with it says nothing new.
    input.on("error", () => {});
  }

  /**
   * Registers the only listeners.
   * @param onRemark For log text.
   * @param onLateError For a failure of a command that was answered before.
   * @param onNotice For console text, of a command or of what happens meanwhile.
   */
  listen(
    onAsync: (record: AsyncRecord) => void,
    onRemark: (text: string) => void,
    onLateError: (text: string) => void,
    onNotice: (text: string) => void = () => {},
  ): void {
    this.#onAsync = onAsync;
    this.#onRemark = onRemark;
    this.#onLateError = onLateError;
    this.#onNotice = onNotice;
  }

  /** Whether a command that must run alone is being carried out. */
  get busyAlone(): boolean {
    return [...this.#inFlight.values()].some((pending) => pending.alone);
  }

  /**
   * Sends an MI command.
   * @throws {EngineError} `native` with gdb's text when gdb refuses it, `notStopped` when gdb says
   * that the debuggee runs, `lost` once the session is closed.
   */
  send(line: string, options: SendOptions = {}): Promise<MiReply> {
    return new Promise((resolve, reject) => {
      if (this.#closed !== undefined) {
        reject(new EngineError("lost", this.#closed));
        return;
      }
      const pending: Pending = {
        line,
        alone: options.alone === true,
        quiet: options.quiet === true,
        resolve,
        reject,
        output: "",
        remarks: "",
      };
      if (options.urgent) this.#waiting.unshift(pending);
      else this.#waiting.push(pending);
      this.#write();
    });
  }

  /** As `send`, but undefined when gdb refuses the command. */
  async attempt(line: string): Promise<MiReply | undefined> {
    try {
      return await this.send(line);
    } catch (error) {
      if (error instanceof EngineError && error.failure === "native") return undefined;
      throw error;
    }
  }

  /** Rejects everything that is unanswered, and whatever comes later, with `lost`. */
  close(reason: string): void {
    this.#closed ??= reason;
    const unanswered = [...this.#inFlight.values(), ...this.#waiting.splice(0)];
    this.#inFlight.clear();
    for (const pending of unanswered) pending.reject(new EngineError("lost", reason));
  }

  #write(): void {
    // What is sent in one go is one write: gdb is woken once for all of it.
    this.#input.cork();
    process.nextTick(() => this.#input.uncork());
    while (this.#inFlight.size < maxInFlight && !this.busyAlone) {
      const next = this.#waiting[0];
      if (next === undefined || (next.alone && this.#inFlight.size > 0)) return;
      this.#waiting.shift();
      const token = ++this.#lastToken;
      this.#inFlight.set(token, next);
      if (!next.quiet) this.#log?.(`gdb < ${token}${next.line}`);
      this.#input.write(`${token}${next.line}\n`);
    }
  }

  #take(record: MiRecord): void {
    if (record.kind === "prompt") return;
    const [oldest] = this.#inFlight.values();
    if (!oldest?.quiet) this.#log?.(`gdb > ${abbreviated(record)}`);
    if (record.kind === "result") this.#answer(record);
    else if (record.kind === "async") this.#onAsync(record);
    else if (record.kind === "stream") {
      if (record.channel === "log") {
        if (oldest) oldest.remarks += record.text;
        this.#onRemark(record.text);
      } else {
        if (oldest) oldest.output += record.text;
        this.#onNotice(record.text);
      }
    }
  }

  #answer(record: Extract<MiRecord, { kind: "result" }>): void {
    const token = record.token ?? -1;
    const pending = this.#inFlight.get(token);
    if (pending === undefined) {
      // gdb may say that the debuggee runs and then that it could not be set in motion after all.
      if (record.class === "error") this.#onLateError(textOf(record.results, "msg") ?? "");
      return;
    }
    this.#inFlight.delete(token);
    this.#write();
    if (record.class === "error") {
      const text = textOf(record.results, "msg") ?? "unknown error";
      const failure = runningTexts.test(text) ? "notStopped" : "native";
      pending.reject(
        new EngineError(failure, `The debugger refused the command: ${asSentence(text)}`, {
          native: text,
        }),
      );
    } else {
      pending.resolve({
        results: record.results,
        output: pending.output,
        remarks: pending.remarks,
      });
    }
  }
}

const runningTexts =
  /while (the )?(selected )?(thread|target|program) is running|(selected|current) thread is running|Target is executing/i;

function abbreviated(record: MiRecord): string {
  const text = JSON.stringify(record);
  return text.length > 2000 ? `${text.slice(0, 2000)}... (${text.length})` : text;
}
