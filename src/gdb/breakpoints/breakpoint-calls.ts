import { EngineError } from "../../engine/errors.ts";
import type {
  BreakpointState,
  DataBreakpoint,
  DataBreakpointInfo,
  DataBreakpointQuery,
  ExceptionFilterChoice,
  ExceptionFilterState,
  ExceptionInfo,
  FunctionBreakpoint,
  InstructionBreakpoint,
  SourceBreakpoint,
} from "../../engine/model.ts";
import { linesWithCode } from "../code/line-table.ts";
import type { DebugSession } from "../debug-session.ts";
import { exceptionInfo } from "../run/exception-info.ts";
import { MotionCalls } from "../run/motion-calls.ts";
import { placeOptions } from "../values/place.ts";
import { BreakpointRequests } from "./breakpoint-requests.ts";
import { infoOfExpression, infoOfFailure, infoOfMemory } from "./data-breakpoint-info.ts";

/** The calls of an engine about what its debuggee stops at. */
export class BreakpointCalls extends MotionCalls {
  readonly #breakpoints: BreakpointRequests;

  constructor(session: DebugSession) {
    super(session);
    this.#breakpoints = new BreakpointRequests(session);
  }

  async setSourceBreakpoints(
    path: string,
    breakpoints: readonly SourceBreakpoint[],
  ): Promise<readonly BreakpointState[]> {
    return this.#breakpoints.setSource(path, breakpoints);
  }

  async setFunctionBreakpoints(
    breakpoints: readonly FunctionBreakpoint[],
  ): Promise<readonly BreakpointState[]> {
    return this.#breakpoints.setFunctions(breakpoints);
  }

  async setInstructionBreakpoints(
    breakpoints: readonly InstructionBreakpoint[],
  ): Promise<readonly BreakpointState[]> {
    return this.#breakpoints.setInstructions(breakpoints);
  }

  async setDataBreakpoints(
    breakpoints: readonly DataBreakpoint[],
  ): Promise<readonly BreakpointState[]> {
    return this.#breakpoints.setData(breakpoints);
  }

  async dataBreakpointInfo(query: DataBreakpointQuery): Promise<DataBreakpointInfo> {
    const { run, mi } = this.session;
    run.requireStopped();
    if ("address" in query) return infoOfMemory(query.address, query.byteCount);
    const { name, container, frame, byteCount } = query;
    if (container === undefined) {
      return infoOfExpression(mi, name, placeOptions(this.placeOrLast(frame)), byteCount);
    }
    const { variables } = this.session;
    try {
      const expression = await variables.expressionIn(container, name);
      return await infoOfExpression(
        mi,
        expression,
        variables.containerOf(container).place,
        byteCount,
      );
    } catch (error) {
      return infoOfFailure(error);
    }
  }

  async breakpointLocations(
    path: string,
    firstLine: number,
    lastLine: number,
  ): Promise<readonly number[]> {
    return linesWithCode(this.session.mi, path, firstLine, lastLine);
  }

  async setExceptionFilters(
    choices: readonly ExceptionFilterChoice[],
  ): Promise<readonly ExceptionFilterState[]> {
    return this.session.exceptions.choose(choices);
  }

  async exceptionInfo(threadId: number): Promise<ExceptionInfo> {
    const { run, mi } = this.session;
    const { thread } = this.place({ threadId, level: 0 });
    const stoppedAt = run.exceptionOf(threadId);
    if (stoppedAt === undefined) {
      throw new EngineError("notFound", `Thread ${threadId} has not stopped at an exception.`);
    }
    return exceptionInfo(mi, thread, run.debuggee?.processId, stoppedAt);
  }
}
