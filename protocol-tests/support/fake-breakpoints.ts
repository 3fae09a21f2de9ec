import type {
  BreakpointState,
  CodeBreakpoint,
  DataBreakpoint,
  DataBreakpointInfo,
  DataBreakpointQuery,
  ExceptionFilter,
  ExceptionFilterChoice,
  ExceptionFilterState,
  FunctionBreakpoint,
  InstructionBreakpoint,
  SourceBreakpoint,
} from "../../src/engine/model.ts";
import { CallRecorder } from "./call-recorder.ts";

/** The breakpoints of a fake engine: verified as asked for, unless a test says otherwise. */
export class FakeBreakpoints extends CallRecorder {
  exceptionFilters: ExceptionFilter[] = [];
  /** How breakpoints on lines turn out. */
  breakpointAt: (path: string, line: number) => Partial<BreakpointState> = () => ({});
  /** How all other breakpoints turn out, by function, address (`0x...`) or data id. */
  breakpointOn: (what: string) => Partial<BreakpointState> = () => ({});
  /** Answered by `dataBreakpointInfo`. */
  dataInfo: DataBreakpointInfo = { dataId: null, description: "There is no such data." };
  /** What `dataBreakpointInfo` was asked last. */
  dataQuery: DataBreakpointQuery | undefined;
  /** Lines with code, answered by `breakpointLocations`. */
  codeLines: number[] = [];
  /** How exception filters turn out. */
  filterState: (choice: ExceptionFilterChoice) => ExceptionFilterState = () => ({});
  readonly #ids = new Map<string, number>();

  /** The engine's own id of a breakpoint on a line. */
  breakpointId(path: string, line: number): number {
    return this.idOf(`${path}:${line}`);
  }

  /** The engine's own id of a breakpoint on a function, an address or data. */
  idOf(what: string): number {
    const id = this.#ids.get(what) ?? 1000 + this.#ids.size;
    this.#ids.set(what, id);
    return id;
  }

  async setSourceBreakpoints(
    path: string,
    breakpoints: readonly SourceBreakpoint[],
  ): Promise<readonly BreakpointState[]> {
    const list = breakpoints.map((breakpoint) => `${breakpoint.line}${rulesText(breakpoint)}`);
    await this.enter("setSourceBreakpoints", path, list.join());
    return breakpoints.map(({ line }) => ({
      id: this.breakpointId(path, line),
      verified: true,
      line,
      ...this.breakpointAt(path, line),
    }));
  }

  async setFunctionBreakpoints(
    breakpoints: readonly FunctionBreakpoint[],
  ): Promise<readonly BreakpointState[]> {
    const list = breakpoints.map((breakpoint) => `${breakpoint.name}${rulesText(breakpoint)}`);
    await this.enter("setFunctionBreakpoints", list.join());
    return breakpoints.map(({ name }) => this.#on(name));
  }

  async setInstructionBreakpoints(
    breakpoints: readonly InstructionBreakpoint[],
  ): Promise<readonly BreakpointState[]> {
    const list = breakpoints.map(
      (breakpoint) => `0x${breakpoint.address.toString(16)}${rulesText(breakpoint)}`,
    );
    await this.enter("setInstructionBreakpoints", list.join());
    return breakpoints.map(({ address }) => ({
      address,
      ...this.#on(`0x${address.toString(16)}`),
    }));
  }

  async setDataBreakpoints(
    breakpoints: readonly DataBreakpoint[],
  ): Promise<readonly BreakpointState[]> {
    const list = breakpoints.map(
      (breakpoint) => `${breakpoint.dataId} ${breakpoint.access}${rulesText(breakpoint)}`,
    );
    await this.enter("setDataBreakpoints", list.join());
    return breakpoints.map(({ dataId }) => this.#on(dataId));
  }

  async dataBreakpointInfo(query: DataBreakpointQuery): Promise<DataBreakpointInfo> {
    this.dataQuery = query;
    await this.enter("dataBreakpointInfo");
    return this.dataInfo;
  }

  async breakpointLocations(
    path: string,
    firstLine: number,
    lastLine: number,
  ): Promise<readonly number[]> {
    await this.enter("breakpointLocations", path, firstLine, lastLine);
    return this.codeLines.filter((line) => line >= firstLine && line <= lastLine);
  }

  async setExceptionFilters(
    choices: readonly ExceptionFilterChoice[],
  ): Promise<readonly ExceptionFilterState[]> {
    const list = choices.map(({ id, condition }) => id + (condition ? ` if ${condition}` : ""));
    await this.enter("setExceptionFilters", list.join());
    return choices.map((choice) => this.filterState(choice));
  }

  #on(what: string): BreakpointState {
    return { id: this.idOf(what), verified: true, ...this.breakpointOn(what) };
  }
}

function rulesText({ condition, hits, log, hardware }: CodeBreakpoint): string {
  const parts = [
    hardware ? " hardware" : "",
    condition === undefined ? "" : ` if ${condition}`,
    hits === undefined ? "" : ` hits ${hits.operator}${hits.count}`,
    log === undefined ? "" : ` log ${JSON.stringify(log)}`,
  ];
  return parts.join("");
}
