import * as z from "zod/mini";
import { defineHandler } from "../requests/handler.ts";
import { everyPhase } from "../session/state.ts";
import { moduleColumns, moduleOut } from "../sources/modules.ts";

const count = z._default(z.int().check(z.nonnegative()), 0);

/** The modules of the debuggee, page by page. */
export const modulesHandler = defineHandler({
  command: "modules",
  during: everyPhase.filter((phase) => phase !== "new"),
  provides: { supportsModulesRequest: true, additionalModuleColumns: moduleColumns },
  looksOnly: true,
  args: () => z.object({ startModule: count, moduleCount: count }),

  async run({ run, phase }, { startModule, moduleCount }) {
    const held = ["configuring", "running", "stopped"].includes(phase);
    const all = held ? ((await run?.engine?.modules()) ?? []) : [];
    const end = moduleCount === 0 ? undefined : startModule + moduleCount;
    return { modules: all.slice(startModule, end).map(moduleOut), totalModules: all.length };
  },
});
