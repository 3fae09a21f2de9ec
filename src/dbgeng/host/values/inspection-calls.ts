import { dumpStands, EngineError } from "../../../engine/errors.ts";
import { mayHaveSideEffects } from "../../../util/side-effects.ts";
import type { HostCalls, InspectionCall } from "../../host-protocol.ts";
import { sourceFileList } from "../../native/source-file-list.ts";
import { disassemble } from "../code/disassembly.ts";
import { stackWindow } from "../code/stack.ts";
import { optional } from "../errors.ts";
import type { HostEngine } from "../host-engine.ts";
import { completeCommand, completeExpression } from "./completions.ts";
import { locate } from "./locate.ts";
import { readMemory, writeMemory } from "./memory.ts";

/** More files than any program has. */
const mostFiles = 50_000;

/** Carries out what the adapter asks of a stopped debuggee. */
export function inspectionCalls(
  host: HostEngine,
): Pick<HostCalls, InspectionCall | "frameVariables"> {
  const { execution, scope, variables, objects, targets } = host;

  const stopped =
    <Args extends readonly unknown[], Result>(work: (...args: Args) => Result) =>
    (...args: Args): Result => {
      execution.requireStopped();
      return work(...args);
    };

  /** In a dump an expression that is to write something fails as if that could not be read. */
  const looking = <Result>(expression: string, work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      const failed = error instanceof EngineError && error.failure === "unreadable";
      if (!failed || host.origin !== "dump" || !mayHaveSideEffects(expression)) throw error;
      const sentence = `'${expression}' is not carried out: ${dumpStands}.`;
      throw new EngineError("unsupported", sentence, { cause: error });
    }
  };

  return {
    stack: stopped((threadId, page) => {
      scope.selectThread(threadId);
      return stackWindow(objects.control, objects.symbols, page);
    }),
    variables: stopped((frame, kind, format) => variables.list(frame, kind, format)),
    frameVariables: stopped((frame, format) => variables.both(frame, format)),
    children: stopped((container, page, format) => variables.children(container, page, format)),
    evaluate: stopped((expression, frame, format) =>
      looking(expression, () => variables.evaluate(expression, frame, format)),
    ),
    evaluateFully: stopped((expression, frame, format) =>
      variables.evaluateFully(expression, frame, format),
    ),
    setVariable: stopped((owner, name, value, format) => {
      const { expression, frame } = variables.expressionOf(owner, name);
      return { ...variables.assign(expression, value, frame, format), name };
    }),
    setExpression: stopped((expression, value, frame, format) =>
      variables.assign(expression, value, frame, format),
    ),
    completions: stopped((text, column, language, frame) => {
      const verbs = language === "command" ? completeCommand(text, column) : undefined;
      if (verbs !== undefined) return verbs;
      scope.selectFrame(frame);
      return completeExpression(
        {
          symbols: objects.symbols,
          expressions: variables.expressions,
          modules: host.modules,
          registers: variables.registers,
        },
        text,
        column,
      );
    }),
    locate: stopped((location) => locate(objects.symbols, location)),
    sourceFiles: () => execution.whileStopped(() => sourceFiles(host)),
    readMemory: stopped((address, count) => readMemory(objects.dataSpaces, address, count)),
    writeMemory: stopped((address, bytes) => writeMemory(objects.dataSpaces, address, bytes)),
    disassemble: stopped((address, offset, count) => disassemble(objects, address, offset, count)),
    stepInTargets: stopped((frame) => targets.ofLine(frame)),
    gotoTargets: stopped((path, line) => targets.onLine(path, line)),
  };
}

function sourceFiles({ execution, objects, modules }: HostEngine): string[] {
  if (!execution.hasDebuggee()) return [];
  const process = optional(() => objects.systemObjects.currentProcessHandle());
  if (process === undefined) return [];
  const files = new Set<string>();
  for (const base of modules.bases) {
    if (!modules.hasLines(base)) continue;
    for (const file of sourceFileList(process, base, mostFiles - files.size)) files.add(file);
  }
  return [...files].sort();
}
