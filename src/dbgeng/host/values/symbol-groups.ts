import type { DebugSymbolGroup } from "../../native/debug-symbol-group.ts";
import { optional } from "../errors.ts";

/** Does something with a symbol group and releases it: the engine keeps every group it has given. */
export function withGroup<T>(group: DebugSymbolGroup, work: (group: DebugSymbolGroup) => T): T {
  try {
    return work(group);
  } finally {
    group.release();
  }
}

/** Where a symbol is in memory; undefined for one that is in a register, or nowhere. */
export function addressOf(group: DebugSymbolGroup, index: number): bigint | undefined {
  // Until its value was asked for, the engine answers the place inside of what it is a member of.
  optional(() => group.valueText(index));
  return optional(() => group.offset(index));
}
