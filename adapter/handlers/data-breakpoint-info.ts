import * as z from "zod/mini";
import type { Engine } from "../../src/engine/engine.ts";
import { dumpStands, EngineError } from "../../src/engine/errors.ts";
import type { DataBreakpointInfo, DataBreakpointQuery } from "../../src/engine/model.ts";
import { mayHaveSideEffects } from "../../src/util/side-effects.ts";
import { RequestError } from "../requests/errors.ts";
import { defineHandler } from "../requests/handler.ts";
import type { Session } from "../session/session.ts";
import { containerOf } from "../values/container-of.ts";
import { frameIfAny } from "../values/frame-of.ts";
import { addressOf } from "../values/memory-reference.ts";

const dataArguments = z.object({
  name: z.string(),
  variablesReference: z.optional(z.int()),
  frameId: z.optional(z.int()),
  bytes: z.optional(z.int().check(z.positive())),
  asAddress: z._default(z.boolean(), false),
});

/** Says whether a variable, an expression or an address can be watched, and how. */
export const dataBreakpointInfoHandler = defineHandler({
  command: "dataBreakpointInfo",
  during: ["stopped"],
  needsProcess: "answered",
  provides: { supportsDataBreakpointBytes: true },
  looksOnly: true,
  args: () => dataArguments,

  async run(session, args) {
    const info = await infoOf(session, args);
    if (info.dataId === null) return info;
    const { dataId, description, accessTypes } = info;
    return { dataId, description, accessTypes: [...accessTypes], canPersist: false };
  },
});

type Args = z.output<typeof dataArguments>;

async function infoOf(session: Session, args: Args): Promise<DataBreakpointInfo> {
  if (session.isDump) {
    return { dataId: null, description: `'${args.name}' cannot be watched: ${dumpStands}.` };
  }
  const query = queryOf(session, args);
  const unwatched = (reason: string): DataBreakpointInfo => {
    return { dataId: null, description: `'${args.name}' cannot be watched: ${reason}.` };
  };
  if (query === undefined) return unwatched("it is a register");
  if ("name" in query && query.container === undefined && mayHaveSideEffects(query.name)) {
    return unwatched("to look for its place might change the debuggee");
  }
  const { engine } = session.activeRun;
  try {
    return await engine.dataBreakpointInfo(await withOwnName(engine, query));
  } catch (error) {
    // That there is nothing to watch is an answer here, and no failure.
    const { failure } = error instanceof EngineError ? error : { failure: undefined };
    if (failure === undefined || failure === "lost" || failure === "notStopped") throw error;
    return { dataId: null, description: (error as EngineError).message };
  }
}

/** dape names a member as expressions do, by its `evaluateName`. */
async function withOwnName(
  engine: Engine,
  query: DataBreakpointQuery,
): Promise<DataBreakpointQuery> {
  if (!("name" in query) || query.container === undefined) return query;
  const { name, container } = query;
  if (/^(\[\d+\]|\w+)$/.test(name)) return query;
  const children = await engine.children(container, {});
  const named = children.find(({ evaluateName }) => evaluateName === name);
  return named === undefined ? query : { ...query, name: named.name };
}

/** @returns undefined for a register, which lies nowhere in the memory. */
function queryOf(session: Session, args: Args): DataBreakpointQuery | undefined {
  const { name, variablesReference, frameId, bytes, asAddress } = args;
  if (asAddress) {
    const { debuggee } = session.activeRun;
    return { address: addressOf(name), byteCount: bytes ?? debuggee?.pointerSize ?? 8 };
  }
  if (variablesReference) {
    const container = containerOf(session, variablesReference);
    if (container.kind !== "scope") {
      return { name, container: container.container, byteCount: bytes };
    }
    if (container.scope === "registers") return undefined;
    return { name, frame: container.frame, byteCount: bytes };
  }
  const frame = frameIfAny(session, frameId);
  if (name.trim() === "") {
    throw new RequestError("badArguments", "client", "There is no name to look up.");
  }
  return { name, frame, byteCount: bytes };
}
