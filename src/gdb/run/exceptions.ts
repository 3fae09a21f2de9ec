import type { ExceptionFilterChoice, ExceptionFilterState } from "../../engine/model.ts";
import { handleSignals } from "../debuggee/detach-signals.ts";
import { asSentence } from "../mi/gdb-text.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { numberOf, tupleOf } from "../mi/mi-value.ts";
import { exceptionFilters, fatalSignals } from "./exception-filters.ts";
import { signalsToStopAt } from "./signals-to-stop-at.ts";

const catchKinds = { cpp_throw: "throw", cpp_catch: "catch" } as const;

/** What gdb stops at besides breakpoints: signals, and C++ exceptions by catchpoints. */
export class Exceptions {
  readonly #mi: MiSession;
  /** gdb's number of each catchpoint. */
  readonly #catchpoints = new Map<keyof typeof catchKinds, number>();
  #stopping: ReadonlySet<string> | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(mi: MiSession) {
    this.#mi = mi;
  }

  /** Makes the filters that are on equal to the list; answers in the same order. */
  choose(choices: readonly ExceptionFilterChoice[]): Promise<readonly ExceptionFilterState[]> {
    const result = this.#queue.then(() => this.#choose(choices));
    this.#queue = result.catch(() => {});
    return result;
  }

  /** Switches on what is on unless the user says otherwise. */
  async chooseDefaults(): Promise<void> {
    await this.choose(exceptionFilters.filter((filter) => filter.default));
  }

  /** Whether gdb's breakpoint of this number is one of C++ exceptions, and which. */
  catchpoint(number: number | undefined): "throw" | "catch" | undefined {
    for (const [id, known] of this.#catchpoints) if (known === number) return catchKinds[id];
    return undefined;
  }

  /**
   * Does what may call a function of the debuggee. Breaking such a call off is a SIGINT to gdb, which
   * must not reach the debuggee: it would end of it.
   */
  async whileCalling<Result>(work: () => Promise<Result>): Promise<Result> {
    // gdb takes commands in order, so nothing has to be waited for.
    void this.#handle("SIGINT stop print nopass");
    const result = work();
    await result.catch(() => {});
    const stops = this.#stopping?.has("SIGINT") ?? false;
    void this.#handle(`SIGINT ${stops ? "stop print pass" : "nostop noprint pass"}`);
    return result;
  }

  /**
   * Does what fails when the server reports a signal meanwhile: gdb 13 reads such a report by the
   * architecture that it takes the debuggee to have, and may end of it before it knows the real one.
   */
  async whileSilent<Result>(work: () => Promise<Result>): Promise<Result> {
    const stopping = [...(this.#stopping ?? [])].join(" ");
    // Either makes gdb tell the server of all that it may pass on unseen; SIGSTOP is so already.
    void this.#handle(
      stopping === "" ? "SIGSTOP nostop print pass" : `${stopping} nostop noprint pass`,
    );
    try {
      return await work();
    } finally {
      if (stopping !== "") await this.#handle(`${stopping} stop print pass`);
    }
  }

  async #handle(signalsAndHow: string): Promise<void> {
    await handleSignals(this.#mi, signalsAndHow).catch(() => {});
  }

  async #choose(
    choices: readonly ExceptionFilterChoice[],
  ): Promise<readonly ExceptionFilterState[]> {
    const signals = new Set<string>();
    const states: ExceptionFilterState[] = [];
    for (const { id, condition } of choices) {
      let problem: string | undefined;
      if (id === "fatal") for (const name of fatalSignals) signals.add(name);
      else if (id === "signals") {
        const chosen = signalsToStopAt(condition);
        for (const name of chosen.signals) signals.add(name);
        problem = chosen.problem;
      } else if (!isCatch(id)) problem = `gdb has no exception filter '${id}'.`;
      states.push({ problem });
    }
    const wanted = new Set(choices.map(({ id }) => id).filter(isCatch));
    const [problems] = await Promise.all([this.#catch(wanted), this.#stopAt(signals)]);
    return states.map((state, index) => {
      const id = choices[index]?.id ?? "";
      return isCatch(id) && problems.has(id) ? { problem: problems.get(id) } : state;
    });
  }

  /** @returns why some catchpoints could not be set. */
  async #catch(wanted: ReadonlySet<keyof typeof catchKinds>): Promise<Map<string, string>> {
    const problems = new Map<string, string>();
    for (const [id, number] of [...this.#catchpoints]) {
      if (wanted.has(id)) continue;
      this.#catchpoints.delete(id);
      await this.#mi.send(`-break-delete ${number}`);
    }
    for (const id of wanted) {
      if (this.#catchpoints.has(id)) continue;
      try {
        const { results } = await this.#mi.send(`-catch-${catchKinds[id]}`);
        this.#catchpoints.set(id, numberOf(tupleOf(results, "bkpt"), "number") ?? -1);
      } catch (error) {
        problems.set(id, asSentence(error instanceof Error ? error.message : String(error)));
      }
    }
    return problems;
  }

  /** All other signals go to the debuggee without a stop. */
  async #stopAt(signals: ReadonlySet<string>): Promise<void> {
    const before = this.#stopping;
    this.#stopping = signals;
    const quieted = before === undefined ? ["all", "SIGINT"] : [...before].filter(not(signals));
    const stopping = [...signals].filter(not(before ?? new Set()));
    const commands = [
      quieted.length > 0 && `${quieted.join(" ")} nostop noprint pass`,
      // Told to pass it on unseen, gdbserver 13 takes the SIGSTOP of a thread that starts for one
      // of these, and fails an assertion of its own.
      quieted.some((name) => /^(all|SIGSTOP)$/.test(name)) && "SIGSTOP nostop print pass",
      stopping.length > 0 && `${stopping.join(" ")} stop print pass`,
    ];
    await Promise.all(commands.map((command) => command && handleSignals(this.#mi, command)));
  }
}

function not(set: ReadonlySet<string>): (name: string) => boolean {
  return (name) => !set.has(name);
}

function isCatch(id: string): id is keyof typeof catchKinds {
  return id in catchKinds;
}
