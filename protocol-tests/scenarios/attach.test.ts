import { spawn } from "node:child_process";
import { eventually } from "../support/eventually.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import { raising, withoutExceptions } from "../support/raising.ts";
import { expectSentence } from "../support/sentence.ts";
import { Session, vsCode } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

/** Asks for an attach that has to fail; answers why, and leaves. */
async function refusedAttach(
  stage: Stage,
  configuration: Record<string, unknown>,
  processServer?: string,
): Promise<string> {
  const { client, adapter } = stage.dap();
  await client.request("initialize", vsCode);
  const refusal = await client.refused("attach", {
    ...stage.engine.configuration,
    processServer: processServer ?? (await stage.server()).connectionString,
    ...configuration,
  });
  expect(refusal.showUser).toBe(true);
  await client.request("disconnect");
  client.hangUp();
  await adapter.gone();
  expect(client.leftOver()).not.toContain("stopped");
  return refusal.format;
}

/** A program name that no other test uses. */
const uniqueName = (stage: Stage) => `solo-${stage.folder.slice(-6)}-long-name`;

describe("attach", () => {
  test("to a process that gets signals all the time", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", "Windows has no signals");
    const bystander = await stage.run("loop");
    const { pid } = await bystander.heartbeat.next();
    const flood = spawn("sh", ["-c", `while kill -s WINCH ${pid}; do :; done`]);
    try {
      for (let count = 0; count < 3; count++) {
        const session = await Session.attach(stage, bystander, {});
        await session.pause();
        await session.stopped("pause");
        await session.disconnect();
      }
    } finally {
      flood.kill("SIGKILL");
    }
    await bystander.heartbeat.next();
  });

  test("to a process by its id, which runs on", async ({ stage }) => {
    const session = await stage.attach("loop");

    await session.heartbeat.next();

    const about = await session.dap.next("process");
    expect(about).toMatchObject({ startMethod: "attach" });
    expect(about.systemProcessId).toBe((await session.heartbeat.latest())?.pid);
    await session.disconnect();
    expect(session.heartbeat.alive()).toBe(true);
  });

  test("stops where it is when asked to", async ({ stage }) => {
    const session = await stage.attach("loop", { configuration: { stopOnEntry: true } });

    await session.stopped("entry");

    expect((await session.frames()).length).toBeGreaterThan(0);
    await session.continue();
    await session.heartbeat.next();
    await session.disconnect();
  });

  test("hits breakpoints set before it runs on", async ({ stage }) => {
    const session = await stage.attach("loop", { at: ["in-work"] });

    expect(session.breakpoints).toMatchObject([{ verified: true }]);
    expect((await session.stoppedIn("breakpoint")).line).toBe(session.line("in-work"));
    await session.disconnect();
  });

  test("by name, when one process has it", async ({ stage }) => {
    const name = uniqueName(stage);
    const bystander = await stage.run("loop", await stage.copyOf("loop", name));
    const image = stage.engine.kind === "gdb" ? name : `${name}.exe`;

    const session = await Session.attach(stage, bystander, {
      configuration: { processId: undefined, processName: image },
    });

    expect((await session.dap.next("process")).systemProcessId).toBe(bystander.processId);
    await session.disconnect();
  });

  test("by name names all of several matches", async ({ stage }) => {
    const name = uniqueName(stage);
    const program = await stage.copyOf("loop", name);
    const first = await stage.run("loop", program);
    const second = await stage.run("loop", program);
    const image = stage.engine.kind === "gdb" ? name : `${name}.exe`;

    const reason = await refusedAttach(stage, { processName: image });

    expectSentence(reason, image, String(first.processId), String(second.processId));
  });

  test("by name says when there is none", async ({ stage }) => {
    const reason = await refusedAttach(stage, { processName: "no-such-program" });

    expectSentence(reason, "no-such-program");
  });

  test("by name waits for a process that is still to come", async ({ stage }) => {
    const name = uniqueName(stage);
    const program = await stage.copyOf("loop", name);
    const sample = await stage.sample("loop");
    const { client: dap } = stage.dap();
    await dap.request("initialize", vsCode);
    const attached = dap.send("attach", {
      ...stage.engine.configuration,
      processServer: (await stage.server()).connectionString,
      processName: stage.engine.kind === "gdb" ? name : `${name}.exe`,
      waitFor: true,
    });
    await eventually("the wait", () => /Waiting for a process/.test(dap.transcript.join()));

    const { processId, heartbeat } = await stage.run("loop", program);
    await dap.next("initialized");
    const { breakpoints } = await dap.request("setBreakpoints", {
      source: { path: sample.source },
      breakpoints: [{ line: sample.line("in-work") }],
    });
    await dap.request("configurationDone");

    expect(await attached).toMatchObject({ success: true });
    expect((await dap.next("process")).systemProcessId).toBe(processId);
    expect(breakpoints).toMatchObject([{ verified: true }]);
    expect(await dap.next("stopped")).toMatchObject({ reason: "breakpoint" });
    await dap.request("disconnect");
    expect(dap.leftOver()).toEqual(["terminated"]);
    expect(heartbeat.alive()).toBe(true);
  });

  test("that waits gives way to a disconnect", async ({ stage }) => {
    const { client: dap, adapter } = stage.dap();
    await dap.request("initialize", vsCode);
    const attached = dap.send("attach", {
      ...stage.engine.configuration,
      processServer: (await stage.server()).connectionString,
      processName: uniqueName(stage),
      waitFor: true,
    });
    await dap.next("progressStart");

    await dap.request("disconnect");

    expect(await attached).toMatchObject({ success: false });
    dap.leftOver();
    dap.hangUp();
    await adapter.gone();
    expect(await stage.serverAccepts()).toBe(true);
  });

  test("to an id that no process has", async ({ stage }) => {
    const reason = await refusedAttach(stage, { processId: 4_000_000 });

    expectSentence(reason, "4000000");
  });

  test("needs an id or a name", async ({ stage }) => {
    const reason = await refusedAttach(stage, {});

    expectSentence(reason, "processId", "processName");
  });

  test("to a process that is already being debugged", async ({ stage }) => {
    const session = await stage.attach("loop");
    const { pid } = await session.heartbeat.next();
    const other = await stage.anotherServer();

    const reason = await refusedAttach(stage, { processId: pid }, other.connectionString);

    expectSentence(reason, String(pid), /debugged/);
    await session.heartbeat.next();
    await session.disconnect();
    await session.heartbeat.unharmed(await stage.cleanCode("loop"));
  });

  test("to a process that nobody may debug", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", "Wine protects no process; gdbserver cannot debug itself");
    const { pid } = await stage.server();

    const reason = await refusedAttach(stage, { processId: pid });

    expectSentence(reason, String(pid));
    expect(await stage.serverAccepts()).toBe(true);
  });

  test("again and again to the same process", async ({ stage }) => {
    const bystander = await stage.run("loop");

    for (let round = 0; round < 3; round++) {
      const session = await Session.attach(stage, bystander, { at: ["in-work"] });
      await session.stopped("breakpoint");
      await session.disconnect();
    }

    await bystander.heartbeat.unharmed(await stage.cleanCode("loop"));
  });
});

describe("a debuggee that raises exceptions all the time", () => {
  test("is attached to with its own threads", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "dbgeng", "structured exceptions are of Windows");
    const bystander = await stage.run("loop", await raising(stage));

    const session = await Session.attach(stage, bystander, { configure: withoutExceptions });

    await session.heartbeat.next();
    const { threads } = await session.dap.request("threads");
    expect(threads).toHaveLength(1);
    await session.disconnect({ terminateDebuggee: true });
    session.dap.leftOver();
  });
});
