import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { eventually } from "../support/eventually.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import type { Session } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

/** Launches the sample that writes down how it was started; answers its report. */
async function report(
  stage: Stage,
  args: (file: string) => string[] | string,
  configuration: Record<string, unknown> = {},
): Promise<string[]> {
  const file = join(stage.folder, "report");
  const session = await stage.launch("arguments", {
    configuration: { args: args(stage.engine.debuggeePath(file)), ...configuration },
  });
  await ended(session, 0);
  const text = await eventually("the report", () => readFile(file, "utf8").catch(() => ""));
  return text.trimEnd().split("\n");
}

async function ended(session: Session, exitCode: number): Promise<void> {
  expect(await session.dap.next("exited")).toEqual({ exitCode });
  await session.dap.next("terminated");
  await session.disconnect();
}

describe("launch", () => {
  test("runs a program to its end", async ({ stage }) => {
    const session = await stage.launch("exit-code", { args: ["7"] });

    await ended(session, 7);
  });

  test("passes a list of arguments literally", async ({ stage }) => {
    const odd = ["two words", "", 'a "quoted" one', "back\\slash\\", "$HOME", "*", "a;b", "%PATH%"];

    const lines = await report(stage, (file) => [file, ...odd]);

    expect(lines.filter((line) => line.startsWith("arg="))).toEqual(odd.map((arg) => `arg=${arg}`));
  });

  test("passes an apostrophe", async ({ stage, skip }) => {
    skip(stage.engine.kind === "gdb", "gdbserver puts a backslash before an apostrophe");
    const lines = await report(stage, (file) => [file, "it's", "'"]);

    expect(lines.slice(0, 2)).toEqual(["arg=it's", "arg='"]);
  });

  test("lets the engine split a text of arguments", async ({ stage }) => {
    const lines = await report(stage, (file) => `"${file.replaceAll("\\", "/")}" one "two words"`);

    expect(lines.slice(0, 2)).toEqual(["arg=one", "arg=two words"]);
  });

  test("starts in the working folder", async ({ stage }) => {
    const folder = stage.engine.debuggeePath(stage.subfolder("some where"));

    const lines = await report(stage, (file) => [file], { cwd: folder });

    expect(lines).toContain(`cwd=${folder}`);
  });

  test("sets variables of the environment", async ({ stage }) => {
    const lines = await report(stage, (file) => [file], {
      env: { PSDAP_A: "one = 1; two", PSDAP_B: null },
    });

    expect(lines).toContain("env=PSDAP_A:one = 1; two");
    expect(lines).toContain("env=PSDAP_B:unset");
  });

  test("removes a variable that the process server has", async ({ stage }) => {
    process.env.PSDAP_B = "from the server";
    process.env.PSDAP_C = "kept";
    await stage.server();
    delete process.env.PSDAP_B;
    delete process.env.PSDAP_C;

    const lines = await report(stage, (file) => [file], { env: { PSDAP_B: null } });

    expect(lines).toContain("env=PSDAP_B:unset");
    expect(lines).toContain("env=PSDAP_C:kept");
  });

  test("stops at the entry when asked to", async ({ stage }) => {
    const session = await stage.launch("loop", { configuration: { stopOnEntry: true } });

    const frame = await session.stoppedIn("entry");

    expect(frame.name).toMatch(/main/);
    expect(await session.heartbeat.latest()).toBeUndefined();
    await session.continue();
    await session.heartbeat.next();
    await session.disconnect({ terminateDebuggee: true });
    session.dap.leftOver();
  });

  test("runs no code of the program before configurationDone", async ({ stage }) => {
    const file = join(stage.folder, "heartbeat-1");
    const session = await stage.launch("loop", {
      configure: async (dap) => {
        for (let count = 0; count < 20; count++) await dap.request("threads");
        expect(existsSync(file)).toBe(false);
        expect(dap.transcript.join("\n")).not.toContain("<- reply launch");
      },
    });

    await session.heartbeat.next();
    expect(session.heartbeat.file).toBe(file);
    const replies = session.dap.transcript.filter((line) => line.startsWith("<- reply"));
    expect(replies.slice(-2)).toEqual(["<- reply configurationDone", "<- reply launch"]);
    await session.disconnect({ terminateDebuggee: true });
  });

  test("describes the debuggee in a process event", async ({ stage }) => {
    const session = await stage.launch("loop");
    const { pid } = await session.heartbeat.next();

    const about = await session.dap.next("process");

    const pointerSize = 8 * stage.engine.pointerSize;
    expect(about).toMatchObject({ startMethod: "launch", systemProcessId: pid, pointerSize });
    expect(about.name).toMatch(/loop/);
    await session.disconnect({ terminateDebuggee: true });
    session.dap.leftOver();
  });

  test("accepts the configuration before launch as well", async ({ stage }) => {
    const { client } = stage.dap();
    const sample = await stage.sample("loop");
    const { connectionString: processServer } = await stage.server();
    await client.request("initialize", { adapterID: "process-server" });
    const launched = client.request("launch", {
      ...stage.engine.configuration,
      processServer,
      program: stage.engine.debuggeePath(sample.file),
    });
    await client.next("initialized");
    const set = client.request("setBreakpoints", {
      source: { path: sample.source },
      breakpoints: [{ line: sample.line("in-work") }],
    });
    // All at once, as clients do that do not wait for replies.
    const done = client.request("configurationDone");

    await Promise.all([set, done, launched]);
    expect(await client.next("stopped")).toMatchObject({ reason: "breakpoint" });
    await client.request("disconnect", { terminateDebuggee: true });
    client.leftOver();
  });

  test("starts the program without debugging it", async ({ stage }) => {
    const session = await stage.launch("loop", {
      at: ["in-work"],
      configuration: { noDebug: true },
    });

    await session.heartbeat.next();

    expect(session.dap.pending("stopped")).toBe(false);
    await session.disconnect({ terminateDebuggee: true });
    session.dap.leftOver();
  });
});
