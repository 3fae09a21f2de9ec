import { describe, expect, test } from "../support/fixtures.ts";
import type { Session } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

/** Disconnects, and checks from outside that the debuggee runs on with clean code and registers. */
async function detachesCleanly(stage: Stage, session: Session): Promise<void> {
  await session.dap.request("disconnect");
  session.dap.leftOver();
  session.dap.hangUp();
  await session.adapter.ended;
  await session.heartbeat.unharmed(await stage.cleanCode(session.sample.name));
}

async function watch(session: Session, name: string, accessType: "write" | "readWrite") {
  const { id: frameId } = await session.top();
  const { dataId } = await session.dap.request("dataBreakpointInfo", { name, frameId });
  const { breakpoints } = await session.dap.request("setDataBreakpoints", {
    breakpoints: [{ dataId: dataId ?? "(none)", accessType }],
  });
  expect(breakpoints).toMatchObject([{ verified: true }]);
}

describe("a debuggee that is detached", () => {
  test("at a data breakpoint runs on unharmed", async ({ stage }) => {
    const session = await stage.attach("loop", { at: ["in-work"] });
    await session.stopped("breakpoint");
    await watch(session, "latest", "write");
    await session.setBreakpoints();
    await session.continue();
    await session.stopped("data breakpoint");

    await detachesCleanly(stage, session);
  });

  test("while it runs with data breakpoints runs on unharmed", async ({ stage }) => {
    const session = await stage.attach("loop", { at: ["in-work"] });
    await session.stopped("breakpoint");
    await watch(session, "latest", "readWrite");
    await session.setBreakpoints("end");
    await session.continue();
    await session.stopped("data breakpoint");
    await session.continue();

    await detachesCleanly(stage, session);
  });

  test("with data breakpoints in several threads runs on unharmed", async ({ stage }) => {
    const session = await stage.attach("threads", { at: ["store"] });
    await session.stopped("breakpoint");
    await watch(session, "worker->rounds", "write");
    await session.setBreakpoints();
    await session.continue();
    await session.stopped("data breakpoint");

    await detachesCleanly(stage, session);
  });

  test("at an exception runs on unharmed and handles it", async ({ stage, skip }) => {
    const wine = stage.engine.kind === "dbgeng" && process.platform === "linux";
    skip(
      wine,
      "under Wine an exception that is raised between the engine's last continue and its detach, some milliseconds later, counts as handled",
    );
    const condition = stage.engine.kind === "gdb" ? "SIGUSR1" : "0xe0001234";
    const session = await stage.attach("signals");
    const filters = session.capabilities.exceptionBreakpointFilters ?? [];
    const filterId = filters.find(({ supportsCondition }) => supportsCondition)?.filter ?? "";
    await session.dap.request("setExceptionBreakpoints", {
      filters: [],
      filterOptions: [{ filterId, condition }],
    });
    await session.stopped("exception");

    await detachesCleanly(stage, session);
  });

  test("after line steps and instruction steps runs on unharmed", async ({ stage }) => {
    const session = await stage.attach("loop", { at: ["in-work"] });
    await session.stopped("breakpoint");
    for (const granularity of ["statement", "instruction", "instruction"] as const) {
      await session.dap.request("next", { threadId: session.threadId, granularity });
      await session.stopped("step");
    }

    await detachesCleanly(stage, session);
  });

  test("in the middle of a step runs on unharmed", async ({ stage }) => {
    const session = await stage.attach("loop", { at: ["beat"] });
    await session.stopped("breakpoint");
    for (let count = 0; count < 3; count++) {
      await session.dap.request("next", { threadId: session.threadId });
      if (count < 2) await session.dap.next("stopped");
    }

    await detachesCleanly(stage, session);
  });

  test("with breakpoints of every kind runs on unharmed", async ({ stage }) => {
    const session = await stage.attach("loop", { at: ["after-work"] });
    const frame = await session.stoppedIn("breakpoint");
    await watch(session, "latest", "write");
    await session.dap.request("setFunctionBreakpoints", { breakpoints: [{ name: "work" }] });
    await session.dap.request("setInstructionBreakpoints", {
      breakpoints: [{ instructionReference: frame.instructionPointerReference ?? "" }],
    });
    await session.setRules(
      { at: "in-work", logMessage: "work {count}" },
      { at: "return-work", condition: "count < 0" },
    );
    await session.continue();
    await session.dap.next("stopped");

    await detachesCleanly(stage, session);
  });

  // gdbserver would pass on the signal with which gdb sees the end of a function that it called.
  describe("after a function was called in it", () => {
    const byGdb = "dbgeng calls no functions of the debuggee";

    test("by an expression runs on unharmed", async ({ stage, skip }) => {
      skip(stage.engine.kind !== "gdb", byGdb);
      const session = await stage.attach("loop", { at: ["beat"] });
      await session.stopped("breakpoint");

      expect((await session.evaluate("work(21)", "repl")).result).toBe("42");

      await detachesCleanly(stage, session);
    });

    test("in a pause runs on unharmed", async ({ stage, skip }) => {
      skip(stage.engine.kind !== "gdb", byGdb);
      const session = await stage.attach("loop");
      const { threads } = await session.dap.request("threads");
      await session.dap.request("pause", { threadId: threads[0]?.id ?? 0 });
      await session.stopped("pause");
      await session.evaluate("work(21)", "repl");

      await detachesCleanly(stage, session);
    });

    test("by the condition of a breakpoint runs on unharmed", async ({ stage, skip }) => {
      skip(stage.engine.kind !== "gdb", byGdb);
      const session = await stage.attach("loop", { at: ["in-work"] });
      await session.stopped("breakpoint");
      await session.setRules({ at: "beat", condition: "work(count) > 10" });
      await session.continue();
      await session.stopped("breakpoint");

      await detachesCleanly(stage, session);
    });

    test("runs on unharmed when the adapter is killed", async ({ stage, skip }) => {
      skip(stage.engine.kind !== "gdb", byGdb);
      const session = await stage.attach("loop", { at: ["beat"] });
      await session.stopped("breakpoint");
      await session.evaluate("work(21)", "repl");

      session.adapter.child.kill("SIGKILL");

      await session.adapter.ended;
      await session.heartbeat.unharmed(await stage.cleanCode(session.sample.name));
    });
  });
});
