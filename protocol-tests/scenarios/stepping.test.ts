import { describe, expect, test } from "../support/fixtures.ts";
import type { Session } from "../support/session.ts";

type Step = "next" | "stepIn" | "stepOut";

/** Steps once, checks that the reply came before the stop, and answers the line it ended on. */
async function step(session: Session, kind: Step): Promise<number> {
  const from = session.dap.transcript.length;
  await session.dap.request(kind, { threadId: session.threadId });
  const before = session.threadId;
  await session.stopped("step");
  expect(session.threadId).toBe(before);
  const said = session.dap.transcript
    .slice(from)
    .map((line) => line.split(" ").slice(0, 3).join(" "));
  const reply = said.indexOf(`<- reply ${kind}`);
  expect(reply).toBeGreaterThanOrEqual(0);
  expect(said.indexOf("<- event stopped")).toBeGreaterThan(reply);
  expect(said).not.toContain("<- event continued");
  return (await session.top()).line;
}

describe("stepping", () => {
  test("goes line by line over calls", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start"] });
    await session.stopped("breakpoint");

    const lines: number[] = [];
    for (let count = 0; count < 3; count++) lines.push(await step(session, "next"));

    expect(lines).toEqual(["second", "call-add", "call-nested"].map((name) => session.line(name)));
    await session.disconnect();
  });

  test("goes into a function and out of it", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["call-add"] });
    await session.stopped("breakpoint");

    expect(await step(session, "stepIn")).toBe(session.line("in-add"));
    expect((await session.frames()).map(({ name }) => name).slice(0, 2)).toEqual([
      expect.stringContaining("add"),
      expect.stringContaining("main"),
    ]);
    expect(await step(session, "next")).toBe(session.line("return-add"));
    const line = await step(session, "stepOut");

    // The rest of the call's line may still be to do.
    expect([session.line("call-add"), session.line("call-nested")]).toContain(line);
    expect((await session.top()).name).toContain("main");
    await session.disconnect();
  });

  test("goes on where there is nothing to go into", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start"] });
    await session.stopped("breakpoint");

    expect(await step(session, "stepIn")).toBe(session.line("second"));
    await session.disconnect();
  });

  test("takes two statements on a line as one", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["two-statements"] });
    await session.stopped("breakpoint");

    expect(await step(session, "next")).toBe(session.line("print"));
    await session.disconnect();
  });

  test("moves one instruction when asked to", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["two-statements"] });
    await session.stopped("breakpoint");
    const { instructionPointerReference: before } = await session.top();

    await session.dap.request("next", { threadId: session.threadId, granularity: "instruction" });
    const after = await session.stoppedIn("step");

    expect(after.line).toBe(session.line("two-statements"));
    expect(after.instructionPointerReference).not.toBe(before);
    await session.disconnect();
  });

  test("reports a breakpoint that it runs into", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["call-add", "in-add"] });
    await session.stopped("breakpoint");

    await session.dap.request("next", { threadId: session.threadId });
    const stop = await session.stopped("breakpoint");

    expect(stop.hitBreakpointIds).toEqual([session.breakpoints[1]?.id]);
    expect((await session.top()).line).toBe(session.line("in-add"));
    await session.disconnect();
  });

  test("steps off a breakpoint that stays in place", async ({ stage }) => {
    const session = await stage.launch("loop", { at: ["in-work"] });

    for (let round = 0; round < 3; round++) {
      await session.stopped("breakpoint");
      expect(await step(session, "next")).toBe(session.line("after-work"));
      await session.continue();
    }
    await session.stopped("breakpoint");
    await session.disconnect();
  });

  test("over the end of the program reports the exit", async ({ stage }) => {
    const session = await stage.launch("exit-code", { args: ["7"], at: ["return"] });
    await session.stopped("breakpoint");
    await session.setBreakpoints();
    await session.continue();

    expect(await session.dap.next("exited")).toEqual({ exitCode: 7 });
    await session.dap.next("terminated");
    await session.disconnect();
  });

  test("stays on its thread while others run the same code", async ({ stage }) => {
    const session = await stage.launch("threads", { at: ["in-advance"] });
    await session.stopped("breakpoint");
    await session.setBreakpoints();

    for (let count = 0; count < 6; count++) await step(session, "next");
    await session.disconnect();
  });

  test("is refused while the debuggee runs", async ({ stage }) => {
    const session = await stage.launch("loop");
    await session.heartbeat.next();

    for (const kind of ["next", "stepIn", "stepOut"]) {
      const refusal = await session.dap.refused(kind, { threadId: 1 });
      expect(refusal).toMatchObject({ message: "notStopped", showUser: false });
    }
    await session.disconnect();
  });
});

describe("continue and pause", () => {
  test("continue replies before the stop that follows, without a continued event", async ({
    stage,
  }) => {
    const session = await stage.launch("loop", { at: ["in-work"] });
    await session.stopped("breakpoint");
    const from = session.dap.transcript.length;

    const reply = await session.dap.request("continue", { threadId: session.threadId });
    await session.stopped("breakpoint");

    expect(reply).toMatchObject({ allThreadsContinued: true });
    const said = session.dap.transcript.slice(from).join("\n");
    expect(said.indexOf("reply continue")).toBeLessThan(said.indexOf("event stopped"));
    await session.disconnect();
  });

  test("pause stops a running debuggee", async ({ stage }) => {
    const session = await stage.launch("loop");
    await session.heartbeat.next();
    const from = session.dap.transcript.length;

    await session.pause();
    const stop = await session.stopped("pause");

    expect(stop.allThreadsStopped).toBe(true);
    const said = session.dap.transcript.slice(from).join("\n");
    expect(said.indexOf("reply pause")).toBeLessThan(said.indexOf("event stopped"));
    expect((await session.frames()).length).toBeGreaterThan(0);
    await session.continue();
    await session.heartbeat.next();
    await session.disconnect();
  });

  test("pause works again and again", async ({ stage }) => {
    const session = await stage.launch("threads");

    for (let round = 0; round < 4; round++) {
      await session.heartbeat.next();
      await session.pause();
      await session.stopped("pause");
      await session.continue();
    }
    await session.heartbeat.next();
    await session.disconnect();
    await session.heartbeat.unharmed(await stage.cleanCode("threads"));
  });

  test("pause of a stopped debuggee is no second stop", async ({ stage }) => {
    const session = await stage.launch("loop", { at: ["in-work"] });
    await session.stopped("breakpoint");

    await session.dap.send("pause", { threadId: session.threadId });
    await session.dap.request("threads");

    expect(session.dap.pending("stopped")).toBe(false);
    await session.setBreakpoints();
    await session.continue();
    await session.heartbeat.next();
    await session.disconnect();
  });

  test("pause right after continue", async ({ stage }) => {
    const session = await stage.launch("loop");
    await session.heartbeat.next();
    await session.pause();
    await session.stopped("pause");

    const both = [session.continue(), session.pause()];
    await Promise.all(both);

    await session.stopped("pause");
    await session.disconnect();
  });
});
