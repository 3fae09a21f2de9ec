import { setUpWine } from "../../src/engines.ts";
import type { CommandLine } from "./options.ts";
import { tell } from "./print.ts";

/** Prepares Wine for dbgeng. @returns the exit code. */
export async function setupWine({ dbgengPath }: CommandLine): Promise<number> {
  await setUpWine(dbgengPath, tell);
  tell("dbgeng can run under Wine now: name the folder of dbgeng.dll with dbgengPath.");
  return 0;
}
