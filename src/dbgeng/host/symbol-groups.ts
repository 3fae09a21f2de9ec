import type { DebugSymbolGroup } from "../native/debug-symbol-group.ts";

/** Does something with a symbol group and releases it: the engine keeps every group it has given. */
export function withGroup<T>(group: DebugSymbolGroup, work: (group: DebugSymbolGroup) => T): T {
  try {
    return work(group);
  } finally {
    group.release();
  }
}
