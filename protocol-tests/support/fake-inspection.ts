import { EngineError } from "../../src/engine/errors.ts";
import type {
  Address,
  CommandIntent,
  Completion,
  ExceptionInfo,
  FilledScopes,
  FrameId,
  FrameInfo,
  GotoTarget,
  Instruction,
  Location,
  ModuleInfo,
  Page,
  ScopeKind,
  SourceLine,
  StackWindow,
  StepInTarget,
  ValueFormat,
  Variable,
} from "../../src/engine/model.ts";
import { FakeBreakpoints } from "./fake-breakpoints.ts";

/** What a fake engine shows of its debuggee: whatever a test puts into its fields. */
export class FakeInspection extends FakeBreakpoints {
  frames: FrameInfo[] = [];
  /** Answered by `variables` for each scope. */
  scopes: Record<ScopeKind, Variable[]> = { arguments: [], locals: [], registers: [] };
  /** Answered by `children`, page by page. */
  containers = new Map<number, readonly Variable[]>();
  /** Answered by `evaluate`. */
  expressions = new Map<string, Variable>();
  /** Answered by `locate`, for addresses (`0x...`) and names. */
  places = new Map<string, SourceLine>();
  /** Answered by `command`. */
  commands = new Map<string, string>();
  /** Answered by `intentOf`; everything else is plain. */
  intents = new Map<string, CommandIntent>();
  /** Answered by `completions`. */
  suggestions: Record<"expression" | "command", Completion[]> = { expression: [], command: [] };
  moduleList: ModuleInfo[] = [];
  files: string[] = [];
  /** The only readable memory. */
  memory: { start: Address; bytes: Uint8Array } = { start: 0x1000n, bytes: new Uint8Array(64) };
  /** Number of bytes of the memory that can be written. */
  writableBytes = Number.POSITIVE_INFINITY;
  instructions: Instruction[] = [];
  gotoPlaces: GotoTarget[] = [];
  callees: StepInTarget[] = [];
  exception: ExceptionInfo | undefined;

  async stepInTargets(frame: FrameId): Promise<readonly StepInTarget[]> {
    await this.enter("stepInTargets", frame.threadId, frame.level);
    return this.callees;
  }

  async gotoTargets(path: string, line: number): Promise<readonly GotoTarget[]> {
    await this.enter("gotoTargets", path, line);
    return this.gotoPlaces;
  }

  async exceptionInfo(threadId: number): Promise<ExceptionInfo> {
    await this.enter("exceptionInfo", threadId);
    if (this.exception !== undefined) return this.exception;
    throw new EngineError("notFound", `Thread ${threadId} has not stopped at an exception.`);
  }

  async stack(threadId: number, { start = 0, count }: Page): Promise<StackWindow> {
    await this.enter("stack", threadId, start, count ?? "all");
    const end = count === undefined ? undefined : start + count;
    return { frames: this.frames.slice(start, end) };
  }

  async filledScopes(frame: FrameId): Promise<FilledScopes> {
    await this.enter("filledScopes", frame.threadId, frame.level);
    const { arguments: args, locals } = this.scopes;
    return { arguments: args.length > 0, locals: locals.length > 0 };
  }

  async variables(
    frame: FrameId,
    scope: ScopeKind,
    format?: ValueFormat,
  ): Promise<readonly Variable[]> {
    await this.enter("variables", frame.threadId, frame.level, scope, ...formatText(format));
    return this.scopes[scope];
  }

  async children(
    container: number,
    { start = 0, count }: Page,
    format?: ValueFormat,
  ): Promise<readonly Variable[]> {
    await this.enter("children", container, start, count ?? "all", ...formatText(format));
    const end = count === undefined ? undefined : start + count;
    return this.containers.get(container)?.slice(start, end) ?? [];
  }

  async evaluate(expression: string, frame?: FrameId, format?: ValueFormat): Promise<Variable> {
    await this.enter("evaluate", expression, frame?.level ?? "global", ...formatText(format));
    return this.#expression(expression);
  }

  async locate(location: Location): Promise<SourceLine> {
    const what = location.kind === "code" ? `0x${location.address.toString(16)}` : location.name;
    await this.enter("locate", location.kind, what);
    const found = this.places.get(what);
    if (found !== undefined) return found;
    throw new EngineError("notFound", `The symbols do not tell where '${what}' is.`);
  }

  async evaluateFully(expression: string, frame?: FrameId, format?: ValueFormat): Promise<string> {
    await this.enter("evaluateFully", expression, frame?.level ?? "global", ...formatText(format));
    return this.#expression(expression).value;
  }

  async setVariable(
    owner: number | { readonly frame: FrameId; readonly scope: ScopeKind },
    name: string,
    value: string,
    format?: ValueFormat,
  ): Promise<Variable> {
    const where = typeof owner === "number" ? owner : `${owner.frame.level} ${owner.scope}`;
    await this.enter("setVariable", where, name, value, ...formatText(format));
    return { name, value };
  }

  async setExpression(
    expression: string,
    value: string,
    frame?: FrameId,
    format?: ValueFormat,
  ): Promise<Variable> {
    const where = frame?.level ?? "global";
    await this.enter("setExpression", expression, value, where, ...formatText(format));
    return { name: expression, value };
  }

  async completions(
    text: string,
    column: number,
    language: "expression" | "command",
    frame?: FrameId,
  ): Promise<readonly Completion[]> {
    await this.enter("completions", `"${text}"`, column, language, frame?.level ?? "global");
    return this.suggestions[language];
  }

  async modules(): Promise<readonly ModuleInfo[]> {
    await this.enter("modules");
    return this.moduleList;
  }

  async sourceFiles(): Promise<readonly string[]> {
    await this.enter("sourceFiles");
    return this.files;
  }

  async readMemory(address: Address, byteCount: number): Promise<Uint8Array> {
    await this.enter("readMemory", address.toString(16), byteCount);
    const from = this.#offset(address);
    return from < 0 ? new Uint8Array() : this.memory.bytes.slice(from, from + byteCount);
  }

  async writeMemory(address: Address, bytes: Uint8Array): Promise<number> {
    await this.enter("writeMemory", address.toString(16), bytes.length);
    const from = this.#offset(address);
    const room = Math.min(this.memory.bytes.length, this.writableBytes) - from;
    const count = from < 0 ? 0 : Math.max(0, Math.min(bytes.length, room));
    if (count > 0) this.memory.bytes.set(bytes.subarray(0, count), from);
    return count;
  }

  async disassemble(
    address: Address,
    offset: number,
    count: number,
  ): Promise<readonly Instruction[]> {
    await this.enter("disassemble", address.toString(16), offset, count);
    return this.instructions.slice(0, count);
  }

  intentOf(command: string): CommandIntent {
    return this.intents.get(command) ?? { kind: "plain" };
  }

  async command(text: string): Promise<string> {
    await this.enter("command", text);
    const found = this.commands.get(text);
    if (found !== undefined) return found;
    throw new EngineError("native", `There is no command '${text}'.`);
  }

  #expression(expression: string): Variable {
    const found = this.expressions.get(expression);
    if (found !== undefined) return found;
    throw new EngineError("notFound", `'${expression}' names nothing here.`);
  }

  /** Where an address lies in the readable memory; negative when it does not. */
  #offset(address: Address): number {
    const from = Number(address - this.memory.start);
    return from < this.memory.bytes.length ? from : -1;
  }
}

const formatText = (format?: ValueFormat) => (format?.hex ? ["hex"] : []);
