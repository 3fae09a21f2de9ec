import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import * as z from "zod/mini";
import type { FrameInfo } from "../../src/engine/model.ts";
import { defineHandler } from "../requests/handler.ts";
import type { Session } from "../session/session.ts";
import { sourceOut } from "../sources/source-out.ts";
import { fileName } from "../sources/source-paths.ts";
import { referenceTo } from "../values/memory-reference.ts";

/** What the name of a frame is to have besides the function. */
const frameFormat = z.optional(
  z.object({ module: z.optional(z.boolean()), line: z.optional(z.boolean()) }),
);

/** A window of a thread's stack. */
export const stackTraceHandler = defineHandler({
  command: "stackTrace",
  title: "Reading the stack",
  during: ["stopped"],
  provides: { supportsDelayedStackTraceLoading: true },
  looksOnly: true,
  args: () =>
    z.object({
      threadId: z.int(),
      startFrame: z._default(z.int().check(z.nonnegative()), 0),
      levels: z._default(z.int().check(z.nonnegative()), 0),
      format: frameFormat,
    }),

  async run(session, { threadId, startFrame, levels, format }) {
    const stop = session.currentStop;
    const { frames, total } = await session.activeRun.engine.stack(threadId, {
      start: startFrame,
      count: levels === 0 ? undefined : levels,
    });
    const atEnd = levels === 0 || frames.length < levels;
    const totalFrames = total ?? (atEnd ? startFrame + frames.length : undefined);
    return {
      stackFrames: frames.map((frame) => {
        const key = `${threadId} ${frame.level}`;
        const id = stop.frames.number({ threadId, level: frame.level }, key);
        return frameOut(session, id, frame, format);
      }),
      ...(totalFrames === undefined ? {} : { totalFrames }),
    };
  },
});

function frameOut(
  session: Session,
  id: number,
  { name: functionName, address, module, source }: FrameInfo,
  format: z.output<typeof frameFormat>,
): Dap.StackFrame {
  const { client } = session;
  const { modules, paths } = session.activeRun;
  const moduleId = module === undefined ? undefined : modules.idOf(module);
  const inModule = format?.module && module !== undefined && !functionName.includes("!");
  const atLine = format?.line && source !== undefined ? `:${client.lineOut(source.line)}` : "";
  const frame = {
    id,
    name: `${inModule ? `${fileName(module)}!` : ""}${functionName}${atLine}`,
    ...(moduleId === undefined ? {} : { moduleId }),
    // Also to clients that do not announce to know memory: dape shows disassembly all the same.
    instructionPointerReference: referenceTo(address),
  };
  // The protocol asks for line and column 0 where there is no source.
  if (source === undefined) return { ...frame, line: 0, column: 0, presentationHint: "subtle" };
  return {
    ...frame,
    source: sourceOut(paths, client, source.path),
    line: client.lineOut(source.line),
    column: client.firstColumn,
  };
}
