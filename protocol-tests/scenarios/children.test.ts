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

const client = { supportsStartDebuggingRequest: true };

/** The session of a parent that has its child followed, and what its adapter asks the client for. */
interface Following {
  readonly parent: Session;
  /** The source of the program. */
  readonly file: string;
  readonly asked: Promise<Dap.StartDebuggingRequestArguments>;
}

/**
 * Launches a program that starts a child.
 * @param how.args Arguments of the parent.
 * @param how.at Marker of the parent's only breakpoint.
 * @param how.answer What the client does when it is asked to start a session.
 */
async function follow(
  stage: Stage,
  source: string,
  how: {
    readonly args?: readonly string[];
    readonly at?: string;
    readonly embedded?: boolean;
    readonly answer?: () => Promise<object>;
  },
): Promise<Following> {
  const { args = [], at, embedded = false, answer = async () => ({}) } = how;
  const { program, file } = await built(stage, source);
  const dap = stage.dap();
  const asked = new Promise<Dap.StartDebuggingRequestArguments>((resolve) => {
    dap.client.onReverse("startDebugging", (wanted) => {
      resolve(wanted as Dap.StartDebuggingRequestArguments);
      return answer();
    });
  });
  const parent = await stage.launch("loop", {
    dap,
    client,
    embedded,
    configuration: { program, followChildren: true, args },
    ...(at !== undefined && { configure: (dap: Client) => breakAt(dap, file, at) }),
  });
  return { parent, file, asked };
}

/** Starts the session that an adapter asks for, with a breakpoint; answers its client once it is there. */
async function childSession(
  stage: Stage,
  { request, configuration }: Dap.StartDebuggingRequestArguments,
  file: string,
  marker: string,
): Promise<Client> {
  const { client: child } = stage.dap();
  await child.request("initialize", { ...vsCode, ...client });
  const started = child.send(request, configuration);
  await child.next("initialized");
  await breakAt(child, file, marker);
  await child.request("configurationDone");
  expect(await started).toMatchObject({ success: true });
  return child;
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
    const { parent, file, asked } = await follow(stage, forking, { embedded: true });

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
      const how = { args: ["wait"], at: "starts", embedded };
      const { parent, file, asked } = await follow(stage, starting, how);
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
    const answer = async () => {
      throw new Error("Not today.");
    };
    const { parent, asked } = await follow(stage, starting, { args: ["wait"], answer });

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
      const answer = () => new Promise<object>(() => {});
      const { parent, asked } = await follow(stage, starting, { args: ["wait"], answer });
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
    const { parent, file, asked } = await follow(stage, starting, { args: ["leave"] });
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
    const { client: dap, adapter } = stage.dap();
    const sample = await stage.sample("loop");
    const program = stage.engine.debuggeePath(sample.file);
    await dap.request("initialize", { ...vsCode, ...client });
    const { connectionString: processServer } = await stage.server();

    const configuration = { ...stage.engine.configuration, program, followChildren: true };
    const { format } = await dap.refused("launch", { ...configuration, processServer });

    expectSentence(format, "followChildren");
    await dap.request("disconnect");
    dap.leftOver();
    dap.hangUp();
    await adapter.gone();
  });
});
