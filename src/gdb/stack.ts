import { basename } from "node:path/posix";
import type { FrameInfo, Page, StackWindow } from "../engine/model.ts";
import type { MiSession } from "./mi-session.ts";
import { type MiTuple, numberOf, textOf, tuplesOf } from "./mi-value.ts";

/** Depth up to which the stack is walked to know the number of its frames. */
const cheapDepth = 1000;

/**
 * Reads frames of a stopped thread, innermost first.
 * @param thread gdb's number of the thread.
 */
export async function readStack(mi: MiSession, thread: string, page: Page): Promise<StackWindow> {
  const start = page.start ?? 0;
  const range = page.count === undefined ? "" : ` ${start} ${start + page.count - 1}`;
  if (page.count === 0) return { frames: [] };
  const [frames, depth] = await Promise.all([
    mi
      .send(`-stack-list-frames --thread ${thread} --no-frame-filters${range}`)
      .then(({ results }) => tuplesOf(results, "stack").map(frameOf))
      .catch((error: unknown) => {
        // gdb refuses a window that begins past the end.
        if (start > 0) return [];
        throw error;
      }),
    mi
      .send(`-stack-info-depth --thread ${thread} ${cheapDepth + 1}`)
      .then(({ results }) => numberOf(results, "depth"))
      .catch(() => undefined),
  ]);
  const window = page.count === undefined ? frames.slice(start) : frames;
  return depth !== undefined && depth <= cheapDepth
    ? { frames: window, total: depth }
    : { frames: window };
}

function frameOf(frame: MiTuple): FrameInfo {
  const written = textOf(frame, "addr") ?? "";
  const address = BigInt(/^0x[0-9a-f]+$/.test(written) ? written : "0x0");
  const module = textOf(frame, "from");
  const path = textOf(frame, "fullname") ?? textOf(frame, "file");
  const line = numberOf(frame, "line");
  return {
    level: numberOf(frame, "level") ?? 0,
    name: nameOf(textOf(frame, "func"), address, module),
    address,
    module: module === undefined ? undefined : modulePath(module),
    source: path === undefined || line === undefined ? undefined : { path, line },
  };
}

/** gdb names a function it does not know `??`. */
function nameOf(func: string | undefined, address: bigint, module: string | undefined): string {
  if (func !== undefined && func !== "??") return func;
  const place = `0x${address.toString(16)}`;
  return module === undefined ? place : `${basename(modulePath(module))}!${place}`;
}

/** gdb marks files of the process server's machine with `target:`. */
function modulePath(path: string): string {
  return path.replace(/^target:/, "");
}
