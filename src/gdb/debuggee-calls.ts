import type { Engine } from "../engine/engine.ts";
import { EngineError } from "../engine/errors.ts";
import type {
  Address,
  BreakpointState,
  CommandIntent,
  Completion,
  ContainerId,
  DataBreakpoint,
  DataBreakpointInfo,
  DataBreakpointQuery,
  ExceptionFilterChoice,
  ExceptionFilterState,
  ExceptionInfo,
  FrameId,
  FunctionBreakpoint,
  GotoTarget,
  Instruction,
  InstructionBreakpoint,
  Location,
  ModuleInfo,
  Page,
  ScopeKind,
  SourceBreakpoint,
  SourceLine,
  StackWindow,
  StepGranularity,
  StepInTarget,
  StepKind,
  ThreadInfo,
  ValueFormat,
  Variable,
} from "../engine/model.ts";
import { BreakpointRequests } from "./breakpoint-requests.ts";
import { intentOf } from "./command-intent.ts";
import { completions } from "./completions.ts";
import { infoOfExpression, infoOfFailure, infoOfMemory } from "./data-breakpoint-info.ts";
import type { DebugSession } from "./debug-session.ts";
import { disassemble } from "./disassembly.ts";
import { exceptionInfo } from "./exception-info.ts";
import { mayAct } from "./expression-kind.ts";
import { linesWithCode } from "./line-table.ts";
import { Locations, withFunction } from "./locations.ts";
import { readMemory, writeMemory } from "./memory.ts";
import { type Place, placeOptions } from "./place.ts";
import { readStack } from "./stack.ts";
import { runUserCommand } from "./user-command.ts";
import { VariableWriter } from "./variable-writer.ts";

type StepOptions = NonNullable<Parameters<Engine["step"]>[3]>;

const stepVerbs = {
  over: "-exec-next",
  into: "-exec-step",
  out: "-exec-finish",
} as const;

/** The calls of an engine that set its debuggee in motion and look into it. */
export class DebuggeeCalls {
  readonly #session: DebugSession;
  readonly #breakpoints: BreakpointRequests;
  readonly #writer: VariableWriter;
  readonly #locations: Locations;

  constructor(session: DebugSession) {
    this.#session = session;
    this.#breakpoints = new BreakpointRequests(session);
    this.#writer = new VariableWriter(session.mi, session.variables);
    this.#locations = new Locations(session.mi);
  }

  async start(options: { stopAtEntry: boolean }): Promise<void> {
    await this.#session.run.start(options.stopAtEntry);
  }

  async resume(threadId?: number): Promise<void> {
    await this.#session.run.resume(threadId);
  }

  async step(
    threadId: number,
    kind: StepKind,
    granularity: StepGranularity,
    options: StepOptions = {},
  ): Promise<void> {
    const { run, jumps } = this.#session;
    const { alone, targetId } = options;
    run.requireStopped();
    if (targetId !== undefined) {
      return run.stepIntoCall(threadId, jumps.requireCall(targetId).address, alone);
    }
    const whole = granularity !== "instruction" || kind === "out";
    const verb = whole ? stepVerbs[kind] : `${stepVerbs[kind]}-instruction`;
    await run.step(threadId, verb, alone);
  }

  async stepInTargets(frame: FrameId): Promise<readonly StepInTarget[]> {
    return this.#session.jumps.stepInTargets(this.#place(frame));
  }

  async gotoTargets(path: string, line: number): Promise<readonly GotoTarget[]> {
    this.#session.run.requireStopped();
    return this.#session.jumps.gotoTargets(path, line);
  }

  async goTo(threadId: number, targetId: number): Promise<void> {
    const { run, jumps } = this.#session;
    await jumps.goTo(this.#place({ threadId, level: 0 }).thread, targetId);
    run.noteJump(threadId);
  }

  async interrupt(): Promise<void> {
    await this.#session.interrupt();
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
    const { run, mi } = this.#session;
    run.requireStopped();
    if ("address" in query) return infoOfMemory(query.address, query.byteCount);
    const { name, container, frame, byteCount } = query;
    if (container === undefined) {
      return infoOfExpression(mi, name, placeOptions(this.#placeOrLast(frame)), byteCount);
    }
    const { variables } = this.#session;
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
    return linesWithCode(this.#session.mi, path, firstLine, lastLine);
  }

  async setExceptionFilters(
    choices: readonly ExceptionFilterChoice[],
  ): Promise<readonly ExceptionFilterState[]> {
    return this.#session.exceptions.choose(choices);
  }

  async exceptionInfo(threadId: number): Promise<ExceptionInfo> {
    const { run, mi } = this.#session;
    const { thread } = this.#place({ threadId, level: 0 });
    const stoppedAt = run.exceptionOf(threadId);
    if (stoppedAt === undefined || run.debuggee === undefined) {
      throw new EngineError("notFound", `Thread ${threadId} has not stopped at an exception.`);
    }
    return exceptionInfo(mi, thread, run.debuggee.processId, stoppedAt);
  }

  async threads(): Promise<readonly ThreadInfo[]> {
    return this.#session.listThreads();
  }

  async stack(threadId: number, page: Page): Promise<StackWindow> {
    const { thread } = this.#place({ threadId, level: 0 });
    return readStack(this.#session.mi, thread, page);
  }

  async variables(
    frame: FrameId,
    scope: ScopeKind,
    format?: ValueFormat,
  ): Promise<readonly Variable[]> {
    const list = await this.#session.variables.list(this.#place(frame), scope, format);
    if (scope === "registers") return list;
    return this.#locations.withDeclarations(frame, list.map(withFunction));
  }

  async children(
    container: ContainerId,
    page: Page,
    format?: ValueFormat,
  ): Promise<readonly Variable[]> {
    this.#session.run.requireStopped();
    return (await this.#session.variables.children(container, page, format)).map(withFunction);
  }

  async evaluate(expression: string, frame?: FrameId, format?: ValueFormat): Promise<Variable> {
    this.#session.run.requireStopped();
    const place = placeOptions(this.#placeOrLast(frame));
    const found = this.#calling(expression, () =>
      this.#session.variables.evaluate(expression, place, format),
    );
    return withFunction(await found);
  }

  async locate(location: Location): Promise<SourceLine> {
    this.#session.run.requireStopped();
    const place = location.kind === "code" ? undefined : this.#place(location.frame);
    return this.#locations.find(location, placeOptions(place));
  }

  async evaluateFully(expression: string, frame?: FrameId): Promise<string> {
    this.#session.run.requireStopped();
    const place = placeOptions(this.#placeOrLast(frame));
    return this.#calling(expression, () =>
      this.#session.variables.evaluateFully(expression, place),
    );
  }

  async setVariable(
    owner: ContainerId | { readonly frame: FrameId; readonly scope: ScopeKind },
    name: string,
    value: string,
    format?: ValueFormat,
  ): Promise<Variable> {
    this.#session.run.requireStopped();
    const written =
      typeof owner === "number"
        ? this.#writer.inContainer(owner, name, value, format)
        : this.#writer.inScope(
            placeOptions(this.#place(owner.frame)),
            owner.scope,
            name,
            value,
            format,
          );
    return withFunction(await written);
  }

  async setExpression(
    expression: string,
    value: string,
    frame?: FrameId,
    format?: ValueFormat,
  ): Promise<Variable> {
    this.#session.run.requireStopped();
    const place = placeOptions(this.#placeOrLast(frame));
    return withFunction(await this.#writer.toExpression(expression, value, place, format));
  }

  async completions(
    text: string,
    column: number,
    language: "expression" | "command",
    frame?: FrameId,
  ): Promise<readonly Completion[]> {
    const { run, mi } = this.#session;
    const place = run.running ? undefined : frame && this.#place(frame);
    return completions(mi, text, column, language, placeOptions(place));
  }

  async modules(): Promise<readonly ModuleInfo[]> {
    const { run, mi, modules } = this.#session;
    return run.debuggee === undefined || mi.busyAlone ? modules.known : modules.list();
  }

  async sourceFiles(): Promise<readonly string[]> {
    return this.#session.modules.sourceFiles();
  }

  async readMemory(address: Address, byteCount: number): Promise<Uint8Array> {
    this.#session.run.requireStopped();
    return readMemory(this.#session.mi, address, byteCount);
  }

  async writeMemory(address: Address, bytes: Uint8Array): Promise<number> {
    this.#session.run.requireStopped();
    return writeMemory(this.#session.mi, address, bytes);
  }

  async disassemble(
    address: Address,
    offset: number,
    count: number,
  ): Promise<readonly Instruction[]> {
    this.#session.run.requireStopped();
    return disassemble(this.#session.mi, address, offset, count);
  }

  intentOf(command: string): CommandIntent {
    return intentOf(command);
  }

  async command(text: string, frame?: FrameId): Promise<string> {
    const place = frame && this.#place(frame);
    return this.#session.asUser(() =>
      this.#calling(text, () => runUserCommand(this.#session.mi, text, place)),
    );
  }

  /** Does what may call a function of the debuggee, so that it can be broken off. */
  #calling<Result>(text: string, work: () => Promise<Result>): Promise<Result> {
    return mayAct(text) ? this.#session.exceptions.whileCalling(work) : work();
  }

  #place(frame: FrameId): Place {
    this.#session.run.requireStopped();
    return { thread: this.#session.run.requireThread(frame.threadId), level: frame.level };
  }

  #placeOrLast(frame: FrameId | undefined): Place | undefined {
    const threadId = frame?.threadId ?? this.#session.run.lastStopped;
    if (threadId === undefined) return undefined;
    return this.#place({ threadId, level: frame?.level ?? 0 });
  }
}
