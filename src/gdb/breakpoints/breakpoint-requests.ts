import type {
  BreakpointState,
  DataBreakpoint,
  FunctionBreakpoint,
  InstructionBreakpoint,
  SourceBreakpoint,
} from "../../engine/model.ts";
import { recordedPath } from "../code/source-files.ts";
import type { DebugSession } from "../debug-session.ts";
import { atFunction, atInstruction, atLine, onData } from "./breakpoint-kinds.ts";
import type { WantedBreakpoint } from "./breakpoint-place.ts";
import { DebugRegisters } from "./debug-registers.ts";

/** Sets the breakpoints of each kind in a session. */
export class BreakpointRequests {
  readonly #session: DebugSession;
  readonly #registers = new DebugRegisters();
  /** Groups that have breakpoints in debug registers. */
  readonly #inRegisters = new Set<string>();

  constructor(session: DebugSession) {
    this.#session = session;
  }

  /** All breakpoints of one source file. */
  setSource(path: string, list: readonly SourceBreakpoint[]): Promise<readonly BreakpointState[]> {
    const { mi } = this.#session;
    const plain = path.replaceAll("\\", "/");
    // Looked up once for all of them, and only when one is to be set.
    let recorded: Promise<string | undefined> | undefined;
    const lookUp = () => {
      recorded ??= recordedPath(mi, plain);
      return recorded;
    };
    return this.#replace(
      `source:${plain}`,
      list.map((one) => atLine(mi, this.#registers, plain, lookUp, one)),
    );
  }

  /** All breakpoints on functions. */
  setFunctions(list: readonly FunctionBreakpoint[]): Promise<readonly BreakpointState[]> {
    const { mi, breakpoints } = this.#session;
    return breakpoints.replace(
      "function",
      list.map((one) => atFunction(mi, one)),
    );
  }

  /** All breakpoints on instructions. */
  setInstructions(list: readonly InstructionBreakpoint[]): Promise<readonly BreakpointState[]> {
    const { mi, run } = this.#session;
    const held = () => run.debuggee !== undefined;
    return this.#replace(
      "instruction",
      list.map((one) => atInstruction(mi, this.#registers, held, one)),
    );
  }

  /** All breakpoints on data. */
  setData(list: readonly DataBreakpoint[]): Promise<readonly BreakpointState[]> {
    const { mi, breakpoints, run } = this.#session;
    const wanted = list.map((one) => onData(mi, this.#registers, one));
    // The registers of a thread that runs cannot be written to.
    return run.whileStopped(() => breakpoints.replace("data", wanted));
  }

  /** Breakpoints on code, of which some may be in debug registers. */
  #replace(
    group: string,
    wanted: readonly WantedBreakpoint[],
  ): Promise<readonly BreakpointState[]> {
    const { breakpoints, run } = this.#session;
    const had = this.#inRegisters.has(group);
    const has = wanted.some(({ hardware }) => hardware);
    if (has) this.#inRegisters.add(group);
    else this.#inRegisters.delete(group);
    const work = () => breakpoints.replace(group, wanted);
    return had || has ? run.whileStopped(work) : work();
  }
}
