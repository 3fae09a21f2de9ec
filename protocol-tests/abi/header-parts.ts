import { readFileSync } from "node:fs";
import type { HeaderPart } from "./fake-engine-source.ts";
import { headerInterfaces } from "./header-interface.ts";
import { mingwHeader, wineHeader } from "./tools.ts";

/**
 * The headers and what is taken from each. mingw-w64's would come first, but has only ancestors of
 * the interfaces in use; Wine's lacks a method in IDebugSystemObjects3.
 */
export function headerParts(): { wine: HeaderPart; mingw: HeaderPart } {
  const read = (path: string) => headerInterfaces(readFileSync(path, "utf8"));
  return {
    wine: {
      include: "wine-dbgeng.h",
      interfaces: read(wineHeader),
      implemented: [
        "IDebugBreakpoint2",
        "IDebugSymbolGroup2",
        "IDebugClient5",
        "IDebugControl4",
        "IDebugSymbols3",
      ],
    },
    mingw: {
      include: "mingw-dbgeng.h",
      interfaces: read(mingwHeader),
      implemented: ["IDebugDataSpaces4", "IDebugRegisters2", "IDebugSystemObjects4"],
    },
  };
}
