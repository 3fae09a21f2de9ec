import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import type { Client } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import { lineOf } from "../support/sample.ts";
import { expectSentence } from "../support/sentence.ts";
import { type Session, vsCode } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

/** Forks; the child waits until a debugger lets it go, for half a minute at most. */
const forking = `
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

/** Starts itself again as its own child, and with another argument does not wait for it. */
const starting = `
#include <windows.h>
#include <stdio.h>
int main(int count, char **words) {
  if (count > 2) { // @child
    FILE *heard = fopen(words[2], "w"); // @opened
    if (heard) fclose(heard);
    return 42;
  }
  char command[1000];
  snprintf(command, sizeof command, "\\"%s\\" %s %s.ran", words[0], words[1], words[0]);
  STARTUPINFOA startup = {sizeof startup};
  PROCESS_INFORMATION child;
  if (!CreateProcessA(NULL, command, NULL, NULL, FALSE, 0, NULL, NULL, &startup, &child)) return 2; // @starts
  if (words[1][0] == 'l') return 5; // @left
  WaitForSingleObject(child.hProcess, INFINITE);
  DWORD code = 1;
  GetExitCodeProcess(child.hProcess, &code);
  return code; // @waited
}
`;

/** Builds a program of a test's own. */
async function built(stage: Stage, source: string): Promise<{ program: string; file: string }> {
  const file = join(stage.folder, "parent.c");
  writeFileSync(file, source);
  return { program: stage.engine.debuggeePath(await stage.build(file)), file };
}

/** The file that the child makes. */
const ranFile = ({ folder }: Stage) => join(folder, "parent.exe.ran");

/** A client, and what its adapter asks it to start. */
function asking(stage: Stage, answer: () => Promise<object> = async () => ({})) {
  const parts = stage.dap();
  const asked = new Promise<Dap.StartDebuggingRequestArguments>((resolve) => {
    parts.client.onReverse("startDebugging", (args) => {
      resolve(args as Dap.StartDebuggingRequestArguments);
      return answer();
    });
  });
  return { dap: parts, asked };
}

const client = { supportsStartDebuggingRequest: true };

/** Starts the session that an adapter asks for, with a breakpoint; answers its client once it is there. */
async function childSession(
  stage: Stage,
  { request, configuration }: Dap.StartDebuggingRequestArguments,
  file: string,
  marker: string,
): Promise<Client> {
  const { client } = stage.dap();
  await client.request("initialize", { ...vsCode, supportsStartDebuggingRequest: true });
  const started = client.send(request, configuration);
  await client.next("initialized");
  await breakAt(client, file, marker);
  await client.request("configurationDone");
  expect(await started).toMatchObject({ success: true });
  return client;
}

async function breakAt(client: Client, file: string, marker: string): Promise<void> {
  await client.request("setBreakpoints", {
    source: { path: file },
    breakpoints: [{ line: lineOf(file, marker) }],
  });
}

/** Lets a stopped child run to its end. */
async function goesOn(child: Client, threadId = 0): Promise<void> {
  await child.request("continue", { threadId });
  expect(await child.next("exited")).toEqual({ exitCode: 42 });
  await child.next("terminated");
  await child.request("disconnect");
}

describe("followChildren", () => {
  test("has a session started for a child, beside that of its parent", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", "Windows programs do not fork");
    const { program, file } = await built(stage, forking);
    const { dap, asked } = asking(stage);
    const parent = await stage.launch("loop", {
      dap,
      client,
      embedded: true,
      configuration: { program, followChildren: true, args: [] },
    });

    const child = await childSession(stage, await asked, file, "released");
    const pause = child.request("pause", { threadId: 1 });
    const { threadId = 0 } = await child.next("stopped");
    await pause;
    await child.request("evaluate", { expression: "-exec set var go = 1", context: "repl" });
    await child.request("continue", { threadId });

    expect(await child.next("stopped")).toMatchObject({ reason: "breakpoint" });
    await goesOn(child, threadId);
    await parent.exits(42);
    await parent.disconnect();
  });

  for (const embedded of [true, false]) {
    const server = embedded ? "an embedded server" : "a server that both sessions use";
    test(`holds a child until its session has begun, on ${server}`, async ({ stage, skip }) => {
      skip(stage.engine.kind !== "dbgeng", "gdb lets children run");
      const { program, file } = await built(stage, starting);
      const { dap, asked } = asking(stage);
      const parent = await stage.launch("loop", {
        dap,
        client,
        embedded,
        configuration: { program, followChildren: true, args: ["wait"] },
        configure: (dap) => breakAt(dap, file, "starts"),
      });
      await parent.stopped("breakpoint");

      await parent.dap.request("next", { threadId: parent.threadId });
      const wanted = await asked;
      const child = await childSession(stage, wanted, file, "child");

      const stop = await child.next("stopped");
      expect(stop).toMatchObject({ reason: "breakpoint" });
      expect((await parent.stoppedIn("step")).line).toBeGreaterThan(lineOf(file, "starts"));
      await parent.continue();
      await goesOn(child, stop.threadId);
      await parent.exits(42);
      await parent.disconnect();
      if (!embedded) expect(await stage.serverAccepts()).toBe(true);
    });
  }

  test("lets a child run that gets no session", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "dbgeng", "gdb lets children run");
    const { program } = await built(stage, starting);
    const { dap, asked } = asking(stage, async () => {
      throw new Error("Not today.");
    });
    const parent = await stage.launch("loop", {
      dap,
      client,
      configuration: { program, followChildren: true, args: ["wait"] },
    });

    await asked;

    await parent.exits(42);
    await parent.disconnect();
  });

  const leaving: Record<string, (session: Session) => Promise<unknown>> = {
    "goes away": async ({ dap }) => dap.hangUp(),
    disconnects: ({ dap }) => dap.request("disconnect"),
    "ends the server": ({ dap }) => dap.request("terminate"),
  };
  for (const [way, leave] of Object.entries(leaving)) {
    test(`lets a child run whose client ${way} and starts no session`, async ({ stage, skip }) => {
      skip(stage.engine.kind !== "dbgeng", "gdb lets children run");
      const { program } = await built(stage, starting);
      const { dap, asked } = asking(stage, () => new Promise(() => {}));
      const parent = await stage.launch("loop", {
        dap,
        client,
        configuration: { program, followChildren: true, args: ["wait"] },
      });
      await asked;
      expect(existsSync(ranFile(stage))).toBe(false);

      await leave(parent);

      await eventually("the child's run", () => existsSync(ranFile(stage)));
      parent.dap.leftOver();
      parent.dap.hangUp();
      await parent.adapter.gone();
    });
  }

  test("keeps a child whose parent ends first", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "dbgeng", "gdb lets children run");
    const { program, file } = await built(stage, starting);
    const { dap, asked } = asking(stage);
    const parent = await stage.launch("loop", {
      dap,
      client,
      configuration: { program, followChildren: true, args: ["leave"] },
    });
    const wanted = await asked;
    await parent.exits(5);
    await parent.disconnect();

    const child = await childSession(stage, wanted, file, "child");

    const { reason, threadId } = await child.next("stopped");
    expect(reason).toBe("breakpoint");
    await goesOn(child, threadId);
  });

  test("is refused where it cannot be", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", "a process server of dbgeng serves several sessions");
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
