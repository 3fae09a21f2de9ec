import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import * as z from "zod";
import type { FrameInfo } from "../../src/engine/model.ts";
import { defineHandler } from "../handler.ts";
import type { Session } from "../session.ts";
import { fileName } from "../source-paths.ts";

/** A window of a thread's stack. */
export const stackTraceHandler = defineHandler({
  command: "stackTrace",
  during: ["stopped"],
  provides: { supportsDelayedStackTraceLoading: true },
  args: z.object({
    threadId: z.int(),
    startFrame: z.int().nonnegative().default(0),
    levels: z.int().nonnegative().default(0),
  }),

  async run(session, { threadId, startFrame, levels }) {
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
        return frameOut(session, id, frame);
      }),
      ...(totalFrames === undefined ? {} : { totalFrames }),
    };
  },
});

function frameOut(session: Session, id: number, frame: FrameInfo): Dap.StackFrame {
  const { client } = session;
  const { name, address, source } = frame;
  const position = client.knowsMemory
    ? { instructionPointerReference: `0x${address.toString(16)}` }
    : {};
  // The protocol asks for line and column 0 where there is no source.
  if (source === undefined) {
    return { id, name, line: 0, column: 0, presentationHint: "subtle", ...position };
  }
  const { path, found } = session.activeRun.paths.toClient(source.path);
  return {
    id,
    name,
    source: {
      name: fileName(path),
      path: client.pathOut(path),
      ...(found ? {} : { presentationHint: "deemphasize" as const }),
    },
    line: client.lineOut(source.line),
    column: client.firstColumn,
    ...position,
  };
}
