import { setUpWine } from "../../src/engines.ts";
import { tell } from "./print.ts";

/** Prepares Wine for dbgeng. @returns the exit code. */
export async function setupWine(): Promise<number> {
  await setUpWine(tell);
  tell("dbgeng can run under Wine now: name the folder of dbgeng.dll with dbgengPath.");
  return 0;
}
