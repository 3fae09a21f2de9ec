import { describe, expect, test } from "vitest";
import type { ComInterface, MethodTable } from "../../src/dbgeng/native/com.ts";
import { debugBreakpoint2 } from "../../src/dbgeng/native/interfaces/debug-breakpoint2.ts";
import { debugClient5 } from "../../src/dbgeng/native/interfaces/debug-client5.ts";
import { debugControl4 } from "../../src/dbgeng/native/interfaces/debug-control4.ts";
import { debugDataSpaces4 } from "../../src/dbgeng/native/interfaces/debug-data-spaces4.ts";
import { debugEventCallbacksWide } from "../../src/dbgeng/native/interfaces/debug-event-callbacks-wide.ts";
import { debugOutputCallbacksWide } from "../../src/dbgeng/native/interfaces/debug-output-callbacks-wide.ts";
import { debugRegisters2 } from "../../src/dbgeng/native/interfaces/debug-registers2.ts";
import { debugSymbolGroup2 } from "../../src/dbgeng/native/interfaces/debug-symbol-group2.ts";
import { debugSymbols3 } from "../../src/dbgeng/native/interfaces/debug-symbols3.ts";
import { debugSystemObjects4 } from "../../src/dbgeng/native/interfaces/debug-system-objects4.ts";
import { methodsOf } from "./fake-engine-source.ts";
import { headerParts } from "./header-parts.ts";
import { abiTools } from "./tools.ts";
import { undeclaredInterfaces } from "./undeclared-interfaces.ts";

/** Names that Wine's header misspells; mingw-w64's and Microsoft's pages have the others. */
const wineMisspells: Readonly<Record<string, string>> = {
  GetNumberTextPlacements: "GetNumberTextReplacements",
  GetNumberTextReplacement: "GetTextReplacement",
  GetSpecificFilterSecondCommandWide: "GetExceptionFilterSecondCommandWide",
  SetSpecificFilterSecondCommandWide: "SetExceptionFilterSecondCommandWide",
};

type Table = Pick<ComInterface<MethodTable>, "name" | "iid" | "methods">;

/** Each table, the header that has it, and an ancestor in mingw-w64's header. */
const tables: readonly [Table, "wine" | "mingw", string][] = [
  [debugClient5, "wine", "IDebugClient4"],
  [debugControl4, "wine", "IDebugControl3"],
  [debugSymbols3, "wine", "IDebugSymbols2"],
  [debugSymbolGroup2, "wine", "IDebugSymbolGroup"],
  [debugBreakpoint2, "wine", "IDebugBreakpoint"],
  [debugEventCallbacksWide, "wine", "IDebugEventCallbacks"],
  [debugOutputCallbacksWide, "wine", "IDebugOutputCallbacks"],
  [debugDataSpaces4, "mingw", "IDebugDataSpaces3"],
  [debugRegisters2, "mingw", "IDebugRegisters"],
  [debugSystemObjects4, "mingw", "IDebugSystemObjects3"],
];

describe.skipIf(!abiTools())("The interface tables and the headers agree", () => {
  test.each(tables.map(([table, part, parent]) => [table.name, table, part, parent] as const))(
    "%s",
    (_name, table, part, parent) => {
      const parts = headerParts();
      const declared = methodsOf(table.name, parts[part].interfaces);
      const names = declared.map(({ name }) => wineMisspells[name] ?? name);
      expect(table.methods).toEqual(names);
      const iid =
        parts[part].interfaces.get(table.name)?.iid ??
        undeclaredInterfaces.find(({ name }) => name === table.name)?.iid;
      if (iid !== undefined) expect(table.iid).toBe(iid);
      const ancestor = parts.mingw.interfaces.get(parent)?.methods.map(({ name }) => name);
      expect(table.methods.slice(0, ancestor?.length)).toEqual(ancestor);
    },
  );
});
