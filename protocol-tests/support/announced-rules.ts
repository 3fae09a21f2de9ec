import type { DebugProtocol as Dap } from "@vscode/debugprotocol";

type About = Partial<Dap.InitializeRequestArguments>;

/** Events and reverse requests that only a client gets that announced to know them. */
const needed: Readonly<Record<string, keyof About>> = {
  progressStart: "supportsProgressReporting",
  progressUpdate: "supportsProgressReporting",
  progressEnd: "supportsProgressReporting",
  invalidated: "supportsInvalidatedEvent",
  memory: "supportsMemoryEvent",
  runInTerminal: "supportsRunInTerminalRequest",
  startDebugging: "supportsStartDebuggingRequest",
};

/** Properties of values that only such a client gets. */
const neededProperties = {
  type: "supportsVariableType",
  memoryReference: "supportsMemoryReferences",
  indexedVariables: "supportsVariablePaging",
  namedVariables: "supportsVariablePaging",
} as const;

/** Announces nothing of memory, but shows that of variables and asks for it. */
const quietAboutMemory = "dape";

/** Replies that hold values. */
const withValues = ["variables", "evaluate", "setVariable", "setExpression"];

const greatestReference = 2 ** 31 - 1;

/**
 * The rules of the protocol about what a client announced in `initialize`, and about the numbers it
 * gets, for every message of a conversation.
 */
export class AnnouncedRules {
  #about: About = {};
  readonly #progress = new Map<string, "begun" | "ended">();

  /** Notes a request of the client. */
  sent(command: string, args: unknown): void {
    if (command !== "initialize") return;
    this.#about = { ...((args ?? {}) as About) };
    if (this.#about.clientID === quietAboutMemory) this.#about.supportsMemoryReferences ??= true;
  }

  /** Checks a message of the adapter; answers the rule it breaks, if any. */
  received(message: Dap.ProtocolMessage): string | undefined {
    const styled = this.#about.supportsANSIStyling !== true && isStyled(message);
    if (styled) return "an ANSI sequence came although nobody announced it";
    if (message.type === "response") return this.#response(message as Dap.Response);
    const name =
      message.type === "event" ? (message as Dap.Event).event : (message as Dap.Request).command;
    const capability = needed[name];
    if (capability !== undefined && this.#about[capability] !== true) {
      return `'${name}' came although the client did not announce it`;
    }
    return name.startsWith("progress") ? this.#progressOf(message as Dap.Event) : undefined;
  }

  #response({ command, success, body }: Dap.Response): string | undefined {
    if (command === "disconnect" && success) {
      const open = [...this.#progress].find(([, state]) => state === "begun");
      return open && `progress '${open[0]}' never ended`;
    }
    if (!success || body === undefined) return undefined;
    if (command === "stackTrace") return frameDefect(body.stackFrames);
    if (!withValues.includes(command)) return undefined;
    const values: Dap.Variable[] = command === "variables" ? body.variables : [body];
    return values.map((value) => this.#valueDefect(value)).find(Boolean);
  }

  #valueDefect(value: Dap.Variable): string | undefined {
    const reference = value.variablesReference ?? 0;
    if (reference < 0 || reference > greatestReference) return `${reference} is no reference`;
    const properties = Object.keys(neededProperties) as (keyof typeof neededProperties)[];
    const unasked = properties.find(
      (name) => value[name] !== undefined && this.#about[neededProperties[name]] !== true,
    );
    return unasked && `'${unasked}' came although the client did not announce it`;
  }

  #progressOf({ event, body: { progressId } }: Dap.Event): string | undefined {
    const state = this.#progress.get(progressId);
    if (event === "progressStart") {
      this.#progress.set(progressId, "begun");
      return state && `progress '${progressId}' began twice`;
    }
    if (event === "progressEnd") this.#progress.set(progressId, "ended");
    return state === "begun" ? undefined : `'${event}' came for a progress that is not there`;
  }
}

function frameDefect(frames: readonly Dap.StackFrame[]): string | undefined {
  const wrong = frames.find(
    ({ id, source, line, column }) =>
      id < 1 || id > greatestReference || (source === undefined && (line !== 0 || column !== 0)),
  );
  return wrong && `frame ${JSON.stringify(wrong)} has a number or a position that it must not have`;
}

/** Text of the debuggee may hold what it likes. */
function isStyled(message: Dap.ProtocolMessage): boolean {
  const { category } = ((message as Dap.Event).body ?? {}) as { category?: string };
  if (category === "stdout" || category === "stderr") return false;
  return JSON.stringify(message).includes("\\u001b");
}
