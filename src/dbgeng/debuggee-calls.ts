import type { Engine } from "../engine/engine.ts";
import type {
  FilledScopes,
  FrameId,
  Page,
  ScopeKind,
  StackWindow,
  ValueFormat,
  Variable,
} from "../engine/model.ts";
import { mayHaveSideEffects } from "../util/side-effects.ts";
import { FrameVariables } from "./frame-variables.ts";
import type { HostProcess } from "./host-process.ts";
import type { DebuggeeCall } from "./host-protocol.ts";

/** The calls of `Engine` about the debuggee, which go to the engine host. */
export abstract class DebuggeeCalls {
  protected readonly host: HostProcess;
  readonly #frameVariables: FrameVariables;

  constructor(host: HostProcess) {
    this.host = host;
    this.#frameVariables = new FrameVariables((frame, format) =>
      host.call("frameVariables", frame, format),
    );
  }

  /** Does something, unless the engine is lost. */
  protected abstract call<T>(work: () => Promise<T>): Promise<T>;

  readonly start = this.#forward("start");
  readonly resume = this.#forward("resume");
  readonly step = this.#forward("step");
  readonly stepInTargets = this.#forward("stepInTargets");
  readonly gotoTargets = this.#forward("gotoTargets");
  readonly goTo = this.#forward("goTo");
  readonly setSourceBreakpoints = this.#forward("setSourceBreakpoints");
  readonly setFunctionBreakpoints = this.#forward("setFunctionBreakpoints");
  readonly setInstructionBreakpoints = this.#forward("setInstructionBreakpoints");
  readonly dataBreakpointInfo = this.#forward("dataBreakpointInfo");
  readonly breakpointLocations = this.#forward("breakpointLocations");
  readonly setExceptionFilters = this.#forward("setExceptionFilters");
  readonly exceptionInfo = this.#forward("exceptionInfo");
  readonly children = this.#forward("children");
  readonly evaluate = this.#forward("evaluate");
  readonly locate = this.#forward("locate");
  readonly evaluateFully = this.#forward("evaluateFully");
  readonly setVariable = this.#forward("setVariable");
  readonly setExpression = this.#forward("setExpression");
  readonly completions = this.#forward("completions");
  readonly sourceFiles = this.#forward("sourceFiles");
  readonly readMemory = this.#forward("readMemory");
  readonly writeMemory = this.#forward("writeMemory");
  readonly disassemble = this.#forward("disassemble");
  readonly command = this.#forward("command");

  async stack(threadId: number, page: Page): Promise<StackWindow> {
    return this.call(async () => {
      const window = this.host.call("stack", threadId, page);
      // The host gets to it while the stack is on its way to the client.
      this.#frameVariables.readAhead(threadId);
      this.#frameVariables.note(threadId, (await window).frames);
      return window;
    });
  }

  filledScopes(frame: FrameId): Promise<FilledScopes> {
    return this.call(() => this.#frameVariables.filled(frame));
  }

  variables(frame: FrameId, scope: ScopeKind, format?: ValueFormat): Promise<readonly Variable[]> {
    return this.call(() =>
      scope === "registers"
        ? this.host.call("variables", frame, scope, format)
        : this.#frameVariables.list(frame, scope, format),
    );
  }

  /** A call that the host carries out as it is. */
  #forward<Name extends DebuggeeCall>(name: Name): Engine[Name] {
    const forwarded = (...args: Parameters<Engine[Name]>) => {
      if (!onlyLooks(name, args)) this.#frameVariables.forget();
      return this.call(() => this.host.call(name, ...(args as never)));
    };
    return forwarded as Engine[Name];
  }
}

/** Calls that leave the debuggee as it is. */
const looks: readonly DebuggeeCall[] = [
  "children",
  "exceptionInfo",
  "stepInTargets",
  "gotoTargets",
  "dataBreakpointInfo",
  "breakpointLocations",
  "completions",
  "sourceFiles",
  "locate",
  "readMemory",
  "disassemble",
];

/** Whether a call leaves the debuggee as it is; an expression may not. */
function onlyLooks(name: DebuggeeCall, [first]: readonly unknown[]): boolean {
  if (name !== "evaluate" && name !== "evaluateFully") return looks.includes(name);
  return !mayHaveSideEffects(String(first));
}
