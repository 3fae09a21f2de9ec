import { ComWrapper } from "./com-wrapper.ts";
import { anyId, ExecuteFlag, infinite, OutputControl, ValueType } from "./constants.ts";
import { DebugBreakpoint } from "./debug-breakpoint.ts";
import { type DebugValue, readDebugValue } from "./debug-value.ts";
import {
  type ExceptionFilter,
  readExceptionFilter,
  writeExceptionFilter,
} from "./event-structs.ts";
import { debugControl4 } from "./interfaces/debug-control4.ts";
import type { Pointer } from "./parameters.ts";
import { readAll, readStackFrame, type StackFrame, structSize } from "./structs.ts";

/** Bytes of the largest extra information: an exception record and "first chance". */
const extraInformationSize = 160;

/** Execution, breakpoints, events and commands. Flags and kinds are those of constants.ts. */
export class DebugControl extends ComWrapper<ReturnType<typeof debugControl4.bind>> {
  constructor(self: Pointer) {
    super(debugControl4.bind(self));
  }

  /** Asks for an interrupt, one of `InterruptKind`. The only call fit for another thread. */
  setInterrupt(kind: number): void {
    this.com.SetInterrupt(kind);
  }

  /** One of `Status`. 6 (BREAK) right after a wait that timed out, although the debuggee runs. */
  executionStatus(): number {
    return this.com.GetExecutionStatus()[0];
  }

  setExecutionStatus(status: number): void {
    this.com.SetExecutionStatus(status);
  }

  /**
   * Lets the debuggee run until an event stops it.
   * @param timeoutMs Absent: no limit.
   * @returns false when the time was up first; the debuggee then runs on.
   */
  waitForEvent(timeoutMs: number = infinite): boolean {
    return this.com.WaitForEvent(0, timeoutMs)[0] === 0;
  }

  lastEvent(): LastEvent {
    const [type, processId, threadId, extra, text] =
      this.com.GetLastEventInformationWide(extraInformationSize);
    return { type, processId, threadId, extra, text };
  }

  /** The processor that runs the debuggee, as IMAGE_FILE_MACHINE_*. */
  actualProcessorType(): number {
    return this.com.GetActualProcessorType()[0];
  }

  /** The processor that the debugger shows, as IMAGE_FILE_MACHINE_*. */
  effectiveProcessorType(): number {
    return this.com.GetEffectiveProcessorType()[0];
  }

  setEffectiveProcessorType(type: number): void {
    this.com.SetEffectiveProcessorType(type);
  }

  isPointer64Bit(): boolean {
    return this.com.IsPointer64Bit()[0] === 0;
  }

  setCodeLevel(level: number): void {
    this.com.SetCodeLevel(level);
  }

  engineOptions(): number {
    return this.com.GetEngineOptions()[0];
  }

  addEngineOptions(options: number): void {
    this.com.AddEngineOptions(options);
  }

  removeEngineOptions(options: number): void {
    this.com.RemoveEngineOptions(options);
  }

  /** State of the whole engine: breakpoints, expressions and commands share it. */
  setExpressionSyntax(syntax: number): void {
    this.com.SetExpressionSyntax(syntax);
  }

  /** Up to `count` frames of the current thread, innermost first. */
  stackTrace(count: number): StackFrame[] {
    const buffer = Buffer.alloc(count * structSize.stackFrame);
    const [filled] = this.com.GetStackTrace(0n, 0n, 0n, buffer, count);
    const frames = buffer.subarray(0, Math.min(filled, count) * structSize.stackFrame);
    return readAll(frames, structSize.stackFrame, readStackFrame);
  }

  /** One instruction as `address bytes mnemonic operands`, and the address of the next. */
  disassemble(address: bigint, flags: number): { text: string; next: bigint } {
    const [text, next] = this.com.DisassembleWide(address, flags);
    return { text, next };
  }

  /**
   * Evaluates in the current syntax.
   * @param type Wanted type, one of `ValueType`; INVALID leaves it to the engine.
   * @returns also how many characters were used: fewer than the expression has means that the
   * rest was not understood.
   * @throws {HresultError} 0x80040205 for unknown names, 0x80004005 for a structure.
   */
  evaluate(
    expression: string,
    type: number = ValueType.INVALID,
  ): { value: DebugValue; used: number } {
    const [value, used] = this.com.EvaluateWide(expression, type);
    return { value: readDebugValue(value), used };
  }

  /** Runs a command of the engine; its output goes to the output callbacks. */
  execute(
    command: string,
    outputControl: number = OutputControl.THIS_CLIENT,
    flags: number = ExecuteFlag.NOT_LOGGED,
  ): void {
    this.com.ExecuteWide(outputControl, command, flags);
  }

  /**
   * Adds a disabled breakpoint of a `BreakpointType`.
   * @throws {HresultError} 0x8000ffff unless the debuggee is stopped.
   */
  addBreakpoint(type: number, id: number = anyId): DebugBreakpoint {
    return new DebugBreakpoint(this.com.AddBreakpoint2(type, id)[0]);
  }

  /** Destroys the breakpoint; every later use of it is refused. */
  removeBreakpoint(breakpoint: DebugBreakpoint): void {
    this.com.RemoveBreakpoint2(breakpoint.pointer);
    breakpoint.forget();
  }

  /** How many event filters there are: specific ones, known exceptions, exceptions added. */
  filterCounts(): { specific: number; exceptions: number; added: number } {
    const [specific, exceptions, added] = this.com.GetNumberEventFilters();
    return { specific, exceptions, added };
  }

  /**
   * `count` exception filters.
   * @param start Index among all event filters, so not below the number of specific ones.
   */
  exceptionFilters(start: number, count: number): ExceptionFilter[] {
    if (count === 0) return [];
    const buffer = Buffer.alloc(count * structSize.exceptionFilter);
    this.com.GetExceptionFilterParameters(count, null, start, buffer);
    return readAll(buffer, structSize.exceptionFilter, readExceptionFilter);
  }

  /** Sets both options of each; adds filters for unknown codes, and removes those with REMOVE. */
  setExceptionFilters(filters: readonly ExceptionFilter[]): void {
    if (filters.length === 0) return;
    const buffer = Buffer.concat(filters.map(writeExceptionFilter));
    this.com.SetExceptionFilterParameters(filters.length, buffer);
  }
}

/** The event that stopped the debuggee. */
export interface LastEvent {
  /** One of `EventType`; NONE after a step. */
  readonly type: number;
  /** Engine ids. */
  readonly processId: number;
  readonly threadId: number;
  /** Of a breakpoint its id; of an exception the record and a "first chance" u32; of an exit the code. */
  readonly extra: Buffer;
  readonly text: string;
}
