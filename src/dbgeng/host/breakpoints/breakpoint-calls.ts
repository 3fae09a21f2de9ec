import { EngineError } from "../../../engine/errors.ts";
import type { DataBreakpointInfo, DataBreakpointQuery } from "../../../engine/model.ts";
import type { BreakpointCall, HostCalls } from "../../host-protocol.ts";
import { isSameFile } from "../code/source-file.ts";
import { optional } from "../errors.ts";
import type { HostEngine } from "../host-engine.ts";
import { addressOf } from "../values/symbol-groups.ts";
import { dataSpot, functionSpot, instructionSpot, lineSpot } from "./breakpoint-spot.ts";
import type { Wish } from "./breakpoints.ts";
import { dataIdOf, whyUnwatchable } from "./data-id.ts";

/** Carries out what the adapter asks of breakpoints. */
export function breakpointCalls(host: HostEngine): Pick<HostCalls, BreakpointCall> {
  const { execution, breakpoints, spots } = host;

  const set = (group: string, wishes: readonly Wish[], isOfGroup?: (other: string) => boolean) =>
    execution.whileStopped(() =>
      breakpoints.set(group, wishes, execution.hasDebuggee(), isOfGroup),
    );

  return {
    setSourceBreakpoints: (path, wanted) =>
      set(
        `file ${path}`,
        wanted.map((rules) => ({ spot: lineSpot(spots, path, rules.line, rules), rules })),
        (group) => group.startsWith("file ") && isSameFile(group.slice(5), path),
      ),
    setFunctionBreakpoints: (wanted) =>
      set(
        "functions",
        wanted.map((rules) => ({ spot: functionSpot(spots, rules.name), rules })),
      ),
    setInstructionBreakpoints: (wanted) =>
      set(
        "instructions",
        wanted.map((rules) => ({ spot: instructionSpot(spots, rules.address, rules), rules })),
      ),
    setDataBreakpoints: (wanted) =>
      set(
        "data",
        wanted.map((rules) => ({ spot: dataSpot(spots, rules), rules })),
      ),
    dataBreakpointInfo(query) {
      execution.requireStopped();
      return dataInfo(host, query);
    },
    breakpointLocations: (path, first, last) =>
      execution.hasDebuggee()
        ? execution.whileStopped(() => host.lines.withCode(path, first, last))
        : [],
    setExceptionFilters: (choices) => execution.whileStopped(() => host.exceptions.choose(choices)),
    exceptionInfo(threadId) {
      execution.requireStopped();
      return host.exceptions.info(threadId);
    },
  };
}

function dataInfo(host: HostEngine, query: DataBreakpointQuery): DataBreakpointInfo {
  const found = "address" in query ? query : dataOf(host, query);
  if ("why" in found) return { dataId: null, description: found.why };
  const { address, byteCount } = found;
  const at = `${byteCount} ${byteCount === 1 ? "byte" : "bytes"} at 0x${address.toString(16)}`;
  const name = "address" in query ? at : `${query.name} (${at})`;
  const why = whyUnwatchable({ address, size: byteCount });
  if (why !== undefined) {
    return { dataId: null, description: `${name} cannot be watched: ${why}.` };
  }
  return {
    dataId: dataIdOf({ address, size: byteCount }),
    description: name,
    accessTypes: ["write", "readWrite"],
  };
}

/** Where the data of a name is. */
function dataOf(
  host: HostEngine,
  { name, container, frame, byteCount }: Exclude<DataBreakpointQuery, { address: bigint }>,
): { address: bigint; byteCount: number } | { why: string } {
  try {
    const { variables, scope } = host;
    const expression =
      container === undefined ? name : variables.expressionOf(container, name).expression;
    scope.selectFrame(container === undefined ? frame : variables.frameOf(container));
    return variables.expressions.with(expression, (group) => {
      const address = addressOf(group, 0);
      const size = byteCount ?? optional(() => group.size(0));
      return address === undefined || size === undefined
        ? { why: `'${name}' cannot be watched: it has no place in memory.` }
        : { address, byteCount: size };
    });
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { why: error.message };
  }
}
