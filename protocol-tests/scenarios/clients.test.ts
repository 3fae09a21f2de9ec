import { expectFate, expectServer, sessionAt } from "../support/endings.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import { vsCode } from "../support/session.ts";

describe.concurrent("nvim-dap", () => {
  const nvim = { supportsVariablePaging: false, supportsMemoryReferences: false };

  test("terminate, and it hangs up at the response", async ({ stage }) => {
    const session = await sessionAt(stage, "launched", "running", { client: nvim });

    await session.dap.request("terminate", {});
    session.dap.hangUp();
    session.adapter.child.kill("SIGINT");

    expect(session.dap.leftOver()).toEqual(["exited", "terminated"]);
    await session.adapter.gone();
    await expectFate(session, "ended");
    await expectServer(stage, "ended");
  });

  test("terminate of an attached program with keepServer", async ({ stage }) => {
    const configuration = { onTerminate: "keepServer" };
    const session = await sessionAt(stage, "attached", "stopped", { client: nvim, configuration });

    await session.dap.request("terminate", {});
    session.dap.hangUp();

    session.dap.leftOver();
    await session.adapter.gone();
    await expectServer(stage, "lives");
    await expectFate(session, "ended");
  });

  test("disconnect without terminateDebuggee", async ({ stage }) => {
    const session = await sessionAt(stage, "attached", "running", { client: nvim });

    await session.dap.request("disconnect", { restart: false });
    session.dap.hangUp();
    session.adapter.child.kill("SIGINT");

    await session.adapter.gone();
    session.dap.leftOver();
    await expectFate(session, "runs on");
  });

  test("disassembles and reads memory where a frame is, by a plugin", async ({ stage }) => {
    const session = await stage.launch("loop", { at: ["in-work"], client: nvim });
    const frame = await session.stoppedIn("breakpoint");
    const memoryReference = frame.instructionPointerReference ?? "";

    const code = await session.dap.request("disassemble", {
      memoryReference,
      instructionCount: 3,
    });
    const memory = await session.dap.request("readMemory", { memoryReference, count: 8 });

    expect(code?.instructions[0]?.line).toBe(session.line("in-work"));
    expect(Buffer.from(memory?.data ?? "", "base64")).toHaveLength(8);
    await session.dap.request("terminate", {});
    session.dap.leftOver();
  });

  test("counts its requests from 0", async ({ stage }) => {
    const { client, adapter } = stage.dap();
    const request = { seq: 0, type: "request", command: "initialize", arguments: vsCode };
    const json = JSON.stringify(request);
    client.raw(`Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`);

    expect(await client.reply(0)).toMatchObject({ success: true, command: "initialize" });

    client.hangUp();
    await adapter.gone();
  });
});

describe.concurrent("dape", () => {
  const dape = {
    clientID: "dape",
    supportsVariablePaging: false,
    supportsRunInTerminalRequest: true,
  };

  test("terminate without arguments, and again on terminated", async ({ stage }) => {
    const session = await sessionAt(stage, "launched", "stopped", { client: dape });

    const first = session.dap.request("terminate");
    await session.dap.next("exited");
    await session.dap.next("terminated");
    await Promise.all([first, session.dap.request("terminate")]);
    session.adapter.child.kill("SIGKILL");

    await session.adapter.gone();
    await expectServer(stage, "ended");
    await expectFate(session, "ended");
  });

  test("disconnect, and terminate after it", async ({ stage }) => {
    const session = await sessionAt(stage, "attached", "running", { client: dape });

    await session.dap.request("disconnect", { terminateDebuggee: false });
    await session.dap.request("terminate");
    session.dap.hangUp();

    session.dap.leftOver();
    await session.adapter.gone();
    await expectFate(session, "runs on");
    await expectServer(stage, "lives");
  });

  test("watches a member by its whole name, and reads the memory where it lies", async ({
    stage,
  }) => {
    const session = await stage.launch("watched", { at: ["read-counter"], client: dape });
    await session.stopped("breakpoint");
    const { variablesReference } = await session.evaluate("pair", "repl");
    const right = (await session.variables(variablesReference)).get("right");

    const { dataId } = await session.dap.request("dataBreakpointInfo", {
      variablesReference,
      name: right?.evaluateName ?? "(none)",
    });
    const memory = await session.dap.request("readMemory", {
      memoryReference: right?.memoryReference ?? "(none)",
      count: 1024,
    });

    expect(Buffer.from(memory?.data ?? "", "base64").readInt32LE()).toBe(Number(right?.value));
    const { breakpoints } = await session.dap.request("setDataBreakpoints", {
      breakpoints: [{ dataId: dataId ?? "(none)", accessType: "write" }],
    });
    expect(breakpoints).toMatchObject([{ verified: true }]);
    await session.setBreakpoints();
    await session.continue();
    await session.stopped("data breakpoint");
    expect((await session.evaluate("pair.right")).result).toBe("8");
    await session.dap.request("terminate");
    session.dap.leftOver();
  });

  test("leaves the arguments of configurationDone out, or sends null", async ({ stage }) => {
    const session = await stage.launch("loop", {
      client: dape,
      configure: async (dap) => {
        await dap.request("setExceptionBreakpoints", { filters: [] });
      },
    });

    await session.heartbeat.next();

    await session.dap.request("disconnect", null as never);
    session.dap.leftOver();
    session.dap.hangUp();
    await session.adapter.gone();
  });
});

describe.concurrent("vimspector and Helix", () => {
  test("vimspector's Stop: disconnect {}, killed at the response", async ({ stage }) => {
    const session = await sessionAt(stage, "launched", "running");

    await session.dap.request("disconnect", {});
    session.adapter.child.kill("SIGKILL");

    session.dap.leftOver();
    await session.adapter.gone();
    await expectFate(session, "runs on");
    await expectServer(stage, "lives");
  });

  test("Helix: terminate, and disconnect {terminateDebuggee: null}", async ({ stage }) => {
    const session = await sessionAt(stage, "launched", "stopped");

    await session.dap.request("terminate", { restart: false });
    await session.dap.request("disconnect", { terminateDebuggee: null } as never);

    expect(session.dap.leftOver()).toEqual(["exited", "terminated"]);
    session.dap.hangUp();
    await session.adapter.gone();
    await expectServer(stage, "ended");
  });
});
