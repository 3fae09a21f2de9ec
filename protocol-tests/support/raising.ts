import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../src/util/program-file.ts";
import type { Client } from "./client.ts";
import type { Stage } from "./stage.ts";

const heartbeatHeader = join(packageRoot(), "samples", "heartbeat.h").replaceAll("\\", "/");

/** Lets a program raise exceptions without a stop. */
export const withoutExceptions = async (dap: Client) => {
  await dap.request("setExceptionBreakpoints", { filters: [] });
};

/** Builds a program that raises an exception again and again, and handles it. */
export async function raising(stage: Stage): Promise<string> {
  const source = join(stage.folder, "raising.c");
  writeFileSync(
    source,
    `
#include <windows.h>
#include "${heartbeatHeader}"
static volatile int handled;
static void beginning(void) {}
static LONG CALLBACK handle(EXCEPTION_POINTERS *raised) {
  if (raised->ExceptionRecord->ExceptionCode != EXCEPTION_ACCESS_VIOLATION) return EXCEPTION_CONTINUE_SEARCH;
  handled++;
  return EXCEPTION_CONTINUE_EXECUTION;
}
int main(int count, char **words) {
  AddVectoredExceptionHandler(1, handle);
  for (int beat = 1; beat < 6000; beat++) {
    RaiseException(EXCEPTION_ACCESS_VIOLATION, 0, 0, NULL);
    if (handled != beat) return 1;
    heartbeat(words[1], beat, beginning, beginning);
    sleep_ms(20);
  }
  return 0;
}
`,
  );
  return stage.build(source);
}
