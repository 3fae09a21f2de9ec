import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import type { Client } from "../support/client.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import { lineOf } from "../support/sample.ts";
import { expectSentence } from "../support/sentence.ts";
import { vsCode } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

/** Forks; the child waits until a debugger lets it go, for half a minute at most. */
const source = `
#include <sys/wait.h>
#include <unistd.h>
volatile int go;
int child(int number) {
  for (int i = 0; i < 300 && !go; i++) usleep(100000); // @waits
  return go ? number : 1; // @released
}
int main(void) {
  pid_t id = fork();
  if (id == 0) _exit(child(42));
  int status = 0;
  waitpid(id, &status, 0);
  return WEXITSTATUS(status);
}
`;

/** A program that forks, and its source. */
async function forking(stage: Stage): Promise<{ program: string; file: string }> {
  const file = join(stage.folder, "forking.c");
  writeFileSync(file, source);
  return { program: await stage.build(file), file };
}

/** Starts the session that an adapter asks for; answers its client once it is there. */
async function childSession(
  stage: Stage,
  { request, configuration }: Dap.StartDebuggingRequestArguments,
  file: string,
): Promise<Client> {
  const { client } = stage.dap();
  await client.request("initialize", { ...vsCode, supportsStartDebuggingRequest: true });
  const started = client.send(request, configuration);
  await client.next("initialized");
  await client.request("setBreakpoints", {
    source: { path: file },
    breakpoints: [{ line: lineOf(file, "released") }],
  });
  await client.request("configurationDone");
  expect(await started).toMatchObject({ success: true });
  return client;
}

describe("followChildren", () => {
  test("has a session started for a child, beside that of its parent", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", "dbgeng does not tell of child processes");
    const { program, file } = await forking(stage);
    const parts = stage.dap();
    const asked = new Promise<Dap.StartDebuggingRequestArguments>((resolve) => {
      parts.client.onReverse("startDebugging", (args) => {
        resolve(args as Dap.StartDebuggingRequestArguments);
        return {};
      });
    });
    const parent = await stage.launch("forks", {
      dap: parts,
      embedded: true,
      client: { supportsStartDebuggingRequest: true },
      configuration: { program, followChildren: true, args: [] },
    });

    const child = await childSession(stage, await asked, file);
    const pause = child.request("pause", { threadId: 1 });
    const { threadId = 0 } = await child.next("stopped");
    await pause;
    await child.request("evaluate", { expression: "-exec set var go = 1", context: "repl" });
    await child.request("continue", { threadId });

    expect(await child.next("stopped")).toMatchObject({ reason: "breakpoint" });
    await child.request("continue", { threadId });
    expect(await child.next("exited")).toEqual({ exitCode: 42 });
    await child.next("terminated");
    await child.request("disconnect");
    await parent.exits(42);
    await parent.disconnect();
  });

  test("is refused where it cannot be", async ({ stage }) => {
    const { client, adapter } = stage.dap();
    const sample = await stage.sample("loop");
    const program = stage.engine.debuggeePath(sample.file);
    await client.request("initialize", { ...vsCode, supportsStartDebuggingRequest: true });
    const { connectionString: processServer } = await stage.server();

    const configuration = { ...stage.engine.configuration, program, followChildren: true };
    const { format } = await client.refused("launch", { ...configuration, processServer });

    expectSentence(format, "followChildren");
    await client.request("disconnect");
    client.leftOver();
    client.hangUp();
    await adapter.gone();
  });
});
