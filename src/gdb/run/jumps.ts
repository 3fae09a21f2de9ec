import { EngineError } from "../../engine/errors.ts";
import type { GotoTarget, StepInTarget } from "../../engine/model.ts";
import { readLines } from "../code/line-table.ts";
import { consoleCommand, miQuote } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { numberOf, textOf, tuplesOf } from "../mi/mi-value.ts";
import { type Place, placeOptions } from "../values/place.ts";

/** A call instruction to stop at, and then to step into. */
export interface CallSite {
  readonly address: string;
}

/** Places to go on at, and calls to step into. Void once the debuggee runs. */
export class Jumps {
  readonly #mi: MiSession;
  readonly #goto = new Map<number, GotoTarget>();
  readonly #calls = new Map<number, CallSite>();
  #lastId = 0;

  constructor(mi: MiSession) {
    this.#mi = mi;
  }

  /** Where the code of a line begins, once for each function that has it. */
  async gotoTargets(path: string, line: number): Promise<readonly GotoTarget[]> {
    const entries = (await readLines(this.#mi, path)).filter((entry) => entry.line === line);
    const places = await Promise.all(
      entries.map(async ({ address }) => ({ address, name: await this.#functionAt(address) })),
    );
    const seen = new Set<string>();
    const first = places.filter(({ name }) => !seen.has(name) && seen.add(name));
    return first.map(({ address, name }) => {
      const label = name === "" ? `line ${line}` : `${name}, line ${line}`;
      const target: GotoTarget = { id: ++this.#lastId, label, line, address };
      this.#goto.set(target.id, target);
      return target;
    });
  }

  /**
   * Makes a thread go on at a target.
   * @throws {EngineError} `notFound` for a target of an earlier stop.
   */
  async goTo(thread: string, targetId: number): Promise<void> {
    const target = this.#goto.get(targetId);
    if (target === undefined) {
      throw new EngineError("notFound", "The debuggee has run since this place was offered.");
    }
    const expression = `$pc = 0x${target.address.toString(16)}`;
    await this.#mi.send(
      `-data-evaluate-expression --thread ${thread} --frame 0 ${miQuote(expression)}`,
    );
  }

  /** The functions that the current line of a frame is still to call, by their own names. */
  async stepInTargets(at: Place): Promise<readonly StepInTarget[]> {
    const { results } = await this.#mi.send(`-stack-info-frame${placeOptions(at)}`);
    const frame = results.frame as { readonly [name: string]: string } | undefined;
    const pc = textOf(frame, "addr");
    const line = numberOf(frame, "line");
    if (pc === undefined || line === undefined) return [];
    const reply = await this.#mi.send(`-data-disassemble -a ${pc} -- 4`).catch(() => undefined);
    const targets: StepInTarget[] = [];
    for (const group of tuplesOf(reply?.results, "asm_insns")) {
      if (numberOf(group, "line") !== line) continue;
      for (const row of tuplesOf(group, "line_asm_insn")) {
        const address = textOf(row, "address") ?? "0x0";
        const called = /^(?:call\w*|bl)\s+0x[0-9a-f]+ <(.+?)(?:@plt)?>$/.exec(
          textOf(row, "inst") ?? "",
        );
        if (called === null || BigInt(address) < BigInt(pc)) continue;
        const id = ++this.#lastId;
        this.#calls.set(id, { address });
        targets.push({ id, label: called[1] ?? "" });
      }
    }
    return targets;
  }

  /** The call of a step-in target. @throws {EngineError} `notFound` for one of an earlier stop. */
  requireCall(targetId: number): CallSite {
    const call = this.#calls.get(targetId);
    if (call !== undefined) return call;
    throw new EngineError("notFound", "The debuggee has run since this call was offered.");
  }

  /** Makes everything handed out void. */
  forget(): void {
    this.#goto.clear();
    this.#calls.clear();
  }

  async #functionAt(address: bigint): Promise<string> {
    const command = consoleCommand(`info symbol 0x${address.toString(16)}`);
    const reply = await this.#mi.send(command).catch(() => undefined);
    return /^(.+?)(?: \+ \d+)? in section /.exec(reply?.output ?? "")?.[1] ?? "";
  }
}
