import { basename } from "node:path/posix";
import type { FrameInfo, Page, StackWindow } from "../../engine/model.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { type MiTuple, numberOf, textOf, tuplesOf } from "../mi/mi-value.ts";

/** Depth up to which the stack is walked to know the number of its frames. */
const cheapDepth = 1000;
/** Number of frames that are read in one go. */
const partOfStack = 100;
const mostParts = 10;

/**
 * Reads frames of a stopped thread, innermost first.
 * @param thread gdb's number of the thread.
 */
export async function readStack(mi: MiSession, thread: string, page: Page): Promise<StackWindow> {
  const start = page.start ?? 0;
  if (page.count === 0) return { frames: [] };
  const [frames, depth] = await Promise.all([
    page.count === undefined
      ? listFrames(mi, thread, "").then((all) => all.slice(start))
      : listWindow(mi, thread, start, page.count),
    mi
      .send(`-stack-info-depth --thread ${thread} ${cheapDepth + 1}`)
      .then(({ results }) => numberOf(results, "depth"))
      .catch(() => undefined),
  ]);
  return depth !== undefined && depth <= cheapDepth ? { frames, total: depth } : { frames };
}

/** In parts, so that one is read here while gdb walks on for the next. */
async function listWindow(
  mi: MiSession,
  thread: string,
  start: number,
  count: number,
): Promise<FrameInfo[]> {
  const size = Math.max(partOfStack, Math.ceil(count / mostParts));
  const parts: Promise<FrameInfo[]>[] = [];
  for (let from = start; from < start + count; from += size) {
    const to = Math.min(from + size, start + count) - 1;
    const part = listFrames(mi, thread, ` ${from} ${to}`);
    // gdb refuses a window that begins past the end.
    parts.push(from > 0 ? part.catch(() => []) : part);
  }
  return (await Promise.all(parts)).flat();
}

async function listFrames(mi: MiSession, thread: string, range: string): Promise<FrameInfo[]> {
  const { results } = await mi.send(
    `-stack-list-frames --thread ${thread} --no-frame-filters${range}`,
  );
  return tuplesOf(results, "stack").map(frameOf);
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
