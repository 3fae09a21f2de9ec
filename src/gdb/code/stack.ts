import { basename } from "node:path/posix";
import type { FrameInfo, Page, StackWindow } from "../../engine/model.ts";
import { plainPath } from "../mi/gdb-text.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { type MiTuple, numberOf, textOf, tuplesOf } from "../mi/mi-value.ts";
import type { Modules } from "./modules.ts";

/** Depth up to which the stack is walked to know the number of its frames. */
const cheapDepth = 1000;
/** Number of frames that are read in one go. */
const partOfStack = 100;
const mostParts = 10;

/**
 * Reads frames of a stopped thread, innermost first.
 * @param thread gdb's number of the thread.
 * @param modules gdb names the module of a frame only where that is a library.
 */
export async function readStack(
  mi: MiSession,
  thread: string,
  page: Page,
  modules: Pick<Modules, "list" | "programAt">,
): Promise<StackWindow> {
  const start = page.start ?? 0;
  if (page.count === 0) return { frames: [] };
  const list = async (range: string): Promise<FrameInfo[]> => {
    const { results } = await mi.send(
      `-stack-list-frames --thread ${thread} --no-frame-filters${range}`,
    );
    const rows = tuplesOf(results, "stack");
    // Nothing else is known of such a frame.
    if (rows.some(isNameless)) await modules.list().catch(() => {});
    return rows.map((row) => frameOf(row, modules));
  };
  const [frames, depth] = await Promise.all([
    page.count === undefined
      ? list("").then((all) => all.slice(start))
      : listWindow(list, start, page.count),
    mi
      .send(`-stack-info-depth --thread ${thread} ${cheapDepth + 1}`)
      .then(({ results }) => numberOf(results, "depth"))
      .catch(() => undefined),
  ]);
  return depth !== undefined && depth <= cheapDepth ? { frames, total: depth } : { frames };
}

/** In parts, so that one is read here while gdb walks on for the next. */
async function listWindow(
  list: (range: string) => Promise<FrameInfo[]>,
  start: number,
  count: number,
): Promise<FrameInfo[]> {
  const size = Math.max(partOfStack, Math.ceil(count / mostParts));
  const parts: Promise<FrameInfo[]>[] = [];
  for (let from = start; from < start + count; from += size) {
    const to = Math.min(from + size, start + count) - 1;
    const part = list(` ${from} ${to}`);
    // gdb refuses a window that begins past the end.
    parts.push(from > 0 ? part.catch(() => []) : part);
  }
  return (await Promise.all(parts)).flat();
}

function frameOf(frame: MiTuple, modules: Pick<Modules, "programAt">): FrameInfo {
  const written = textOf(frame, "addr") ?? "";
  const address = BigInt(/^0x[0-9a-f]+$/.test(written) ? written : "0x0");
  const from = textOf(frame, "from");
  const module = from === undefined ? modules.programAt(address) : plainPath(from);
  const path = textOf(frame, "fullname") ?? textOf(frame, "file");
  const line = numberOf(frame, "line");
  return {
    level: numberOf(frame, "level") ?? 0,
    name: nameOf(functionOf(frame), address, module),
    address,
    module,
    source: path === undefined || line === undefined ? undefined : { path, line },
  };
}

function isNameless(frame: MiTuple): boolean {
  return functionOf(frame) === undefined && textOf(frame, "from") === undefined;
}

/** gdb names a function it does not know `??`. */
function functionOf(frame: MiTuple): string | undefined {
  const func = textOf(frame, "func");
  return func === "??" ? undefined : func;
}

function nameOf(func: string | undefined, address: bigint, module: string | undefined): string {
  if (func !== undefined) return func;
  const place = `0x${address.toString(16)}`;
  return module === undefined ? place : `${basename(module)}!${place}`;
}
