import type { FrameInfo, Page, StackWindow } from "../../../engine/model.ts";
import { ModuleName } from "../../native/constants.ts";
import type { DebugControl } from "../../native/debug-control.ts";
import type { DebugSymbols } from "../../native/debug-symbols.ts";
import type { StackFrame } from "../../native/structs.ts";
import { optional } from "../errors.ts";

/** A stack that is deeper than this is not walked to its end. */
const deepest = 100_000;
/** A symbol without a size is believed to reach this far. */
const farthestDisplacement = 0x10000n;

type Symbols = Pick<
  DebugSymbols,
  "nameByOffset" | "lineByOffset" | "moduleByOffset" | "moduleName"
>;

/** A window of the current thread's stack. */
export function stackWindow(
  control: Pick<DebugControl, "stackTrace">,
  symbols: Symbols,
  { start = 0, count = deepest - start }: Page,
): StackWindow {
  const wanted = Math.min(start + count, deepest);
  // One frame more tells whether the window reaches the end.
  const frames = control.stackTrace(wanted + 1);
  const window = frames
    .slice(start, wanted)
    .map((frame, index) => describeFrame(symbols, frame, start + index));
  return { frames: window, ...(frames.length <= wanted && { total: frames.length }) };
}

function describeFrame(symbols: Symbols, frame: StackFrame, level: number): FrameInfo {
  const address = frame.instructionOffset;
  // A caller's address is where it goes on after the call; the call itself is just before.
  const inside = level === 0 ? address : address - 1n;
  const module = moduleOf(symbols, inside);
  const at = optional(() => symbols.lineByOffset(inside));
  return {
    level,
    name: nameOf(symbols, inside, module),
    address,
    ...(module && { module: module.name }),
    ...(at && at.file !== "" && { source: { path: at.file, line: at.line } }),
  };
}

interface Module {
  readonly name: string;
  readonly base: bigint;
}

function moduleOf(symbols: Symbols, address: bigint): Module | undefined {
  return optional(() => {
    const { base } = symbols.moduleByOffset(address);
    return { name: symbols.moduleName(ModuleName.MODULE, base), base };
  });
}

/**
 * The function's name; where the symbols know none, `module+offset`. In code without symbols the
 * engine names whatever is near, with a displacement that gives it away.
 */
function nameOf(symbols: Symbols, address: bigint, module: Module | undefined): string {
  const hex = (value: bigint) => `0x${value.toString(16)}`;
  if (module === undefined) return hex(address);
  const found = optional(() => symbols.nameByOffset(address));
  const prefix = `${module.name}!`;
  const isNear = found !== undefined && BigInt.asIntN(64, found.displacement) >= 0n;
  if (isNear && found.displacement < farthestDisplacement && found.name.startsWith(prefix)) {
    return found.name.slice(prefix.length);
  }
  return `${module.name}+${hex(address - module.base)}`;
}
