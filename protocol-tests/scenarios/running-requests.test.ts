import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { describe, expect, test } from "../support/fixtures.ts";

/** Every request that needs a debuggee that is stopped, with arguments that would be right. */
function requests(source: Dap.Source, threadId: number): [command: string, args: unknown][] {
  const memoryReference = "0x400000";
  return [
    ["stackTrace", { threadId }],
    ["evaluate", { expression: "latest", context: "watch" }],
    ["evaluate", { expression: "latest", context: "hover" }],
    ["evaluate", { expression: "latest", context: "clipboard" }],
    ["setExpression", { expression: "latest", value: "1" }],
    ["exceptionInfo", { threadId }],
    ["next", { threadId }],
    ["stepIn", { threadId }],
    ["stepOut", { threadId }],
    ["continue", { threadId }],
    ["gotoTargets", { source, line: 1 }],
    ["readMemory", { memoryReference, count: 16 }],
    ["writeMemory", { memoryReference, data: "AAAA" }],
    ["disassemble", { memoryReference, instructionCount: 10 }],
    ["dataBreakpointInfo", { name: "latest" }],
  ];
}

describe("while the debuggee runs", () => {
  test("no request hangs, and none stops it", async ({ stage }) => {
    const session = await stage.launch("loop", { at: ["in-work"] });
    const { threadId } = await session.stopped("breakpoint");
    await session.setBreakpoints();
    await session.continue();
    await session.heartbeat.next();
    const source = { path: session.sample.source };

    const answers = await Promise.all(
      requests(source, threadId ?? 0).map(async ([command, args]) => {
        const { success, message } = await session.dap.send(command, args);
        return [command, success || message];
      }),
    );

    // An engine that can look while the debuggee runs may; else it says that it has to stop.
    for (const [, answer] of answers) expect([true, "notStopped"]).toContain(answer);
    await session.dap.request("modules", {});
    await session.dap.request("threads");
    await session.dap.send("loadedSources");
    await session.dap.send("breakpointLocations", { source, line: 1, endLine: 50 });
    expect(session.dap.pending("stopped")).toBe(false);
    await session.heartbeat.next();
    await session.pause();
    await session.stopped("pause");
    await session.disconnect();
  });

  test("all of them at once hold up neither pause nor disconnect", async ({ stage }) => {
    const session = await stage.attach("loop");
    await session.heartbeat.next();
    const source = { path: session.sample.source };
    for (let round = 0; round < 5; round++) {
      for (const [command, args] of requests(source, 1)) void session.dap.send(command, args);
    }

    await session.dap.request("pause", { threadId: 1 });
    await session.stopped("pause");
    await session.disconnect();

    await session.heartbeat.unharmed(await stage.cleanCode("loop"));
  });

  test("a breakpoint that is hit meanwhile is left by the next step", async ({ stage }) => {
    const session = await stage.launch("data", { at: ["all-set"] });
    // The debuggee is still being loaded: what stops it for a moment takes effect at its first code.
    const source = { path: session.sample.source };
    const line = session.line("all-set");
    while (!session.dap.pending("stopped")) {
      await session.dap.send("breakpointLocations", { source, line });
    }
    const { threadId = 0 } = await session.stopped("breakpoint");

    await session.dap.request("next", { threadId });

    expect((await session.stoppedIn("step")).line).toBe(line + 1);
    await session.disconnect();
  });

  test("breakpoints of all kinds can be changed without a visible stop", async ({ stage }) => {
    const session = await stage.launch("loop", { at: ["in-work"] });
    const frame = await session.stoppedIn("breakpoint");
    const { dataId } = await session.dap.request("dataBreakpointInfo", {
      name: "latest",
      frameId: frame.id,
    });
    await session.setBreakpoints();
    await session.continue();
    await session.heartbeat.next();
    const instructionReference = frame.instructionPointerReference ?? "";

    await session.dap.request("setFunctionBreakpoints", { breakpoints: [{ name: "end_of_code" }] });
    await session.dap.request("setFunctionBreakpoints", { breakpoints: [] });
    await session.dap.request("setExceptionBreakpoints", { filters: [] });
    const never = { condition: "count < 0" };
    await session.dap.request("setInstructionBreakpoints", {
      breakpoints: [{ instructionReference, ...never }],
    });
    await session.dap.request("setInstructionBreakpoints", { breakpoints: [] });
    await session.heartbeat.next();
    expect(session.dap.pending("stopped")).toBe(false);
    const { breakpoints } = await session.dap.request("setDataBreakpoints", {
      breakpoints: [{ dataId: dataId ?? "(none)", accessType: "write" }],
    });
    expect(breakpoints).toMatchObject([{ verified: true }]);

    await session.stopped("data breakpoint");
    await session.disconnect();
    await session.heartbeat.unharmed(await stage.cleanCode("loop"));
  });
});

describe("cancel", () => {
  test("of requests that wait answers each of them, cancelled or done", async ({ stage }) => {
    const session = await stage.launch("memory", { at: ["ready"] });
    await session.stopped("breakpoint");
    const { memoryReference } = await session.evaluate("&big[0]");
    const sent: { seq: number; reply: Promise<Dap.Response> }[] = [];
    for (let count = 0; count < 10; count++) {
      const reply = session.dap.send("readMemory", { memoryReference, count: 1024 * 1024 });
      sent.push({ seq: session.dap.latestSeq, reply });
    }

    for (const { seq } of sent.slice(1)) await session.dap.request("cancel", { requestId: seq });

    const replies = await Promise.all(sent.map(({ reply }) => reply));
    expect(replies[0]).toMatchObject({ success: true });
    for (const { success, message } of replies)
      expect([true, "cancelled"]).toContain(success || message);
    expect((await session.evaluate("(int)small[0]")).result).toBe("1");
    await session.disconnect();
  });
});
