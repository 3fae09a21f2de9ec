import { EngineError } from "../../src/engine/errors.ts";
import { describe, expect, test } from "./fixtures.ts";

describe("threads", () => {
  test("is answered before, during and after the debuggee", async ({ talk }) => {
    await talk.initialize();
    expect(await talk.dap.request("threads")).toEqual({ threads: [] });
    const { started } = await talk.begin();
    expect(await talk.dap.request("threads")).toEqual({ threads: [{ id: 7, name: "main" }] });
    await talk.dap.request("configurationDone");
    await started;
    expect(await talk.dap.request("threads")).toEqual({ threads: [{ id: 7, name: "main" }] });
    talk.engine.raise({ type: "exited", exitCode: 0 });
    expect(await talk.dap.request("threads")).toEqual({ threads: [] });
    await talk.dap.request("terminate");
    expect(await talk.dap.request("threads")).toEqual({ threads: [] });
    expect(talk.dap.leftOver()).toEqual(["exited", "terminated"]);
  });

  test("does not wait for other requests", async ({ talk }) => {
    await talk.stop();
    const release = talk.engine.hold("evaluate");
    const slow = talk.dap.send("evaluate", { expression: "f()" });

    expect((await talk.dap.request("threads")).threads).toHaveLength(1);

    release();
    await slow;
  });

  test("tells threads of one name apart", async ({ talk }) => {
    await talk.run();
    talk.engine.threadList = [
      { id: 7, name: "prog" },
      { id: 8, name: "worker" },
      { id: 9, name: "prog" },
    ];

    const { threads } = await talk.dap.request("threads");

    expect(threads.map(({ name }) => name)).toEqual(["prog (7)", "worker", "prog (9)"]);
  });

  test("has an answer even when the engine has none", async ({ talk }) => {
    await talk.run();
    talk.engine.failNext("threads", new EngineError("lost", "Gone."));

    expect(await talk.dap.request("threads")).toEqual({ threads: [] });
  });

  test("come and go as events", async ({ talk }) => {
    await talk.run();

    talk.engine.raise({ type: "threadStarted", threadId: 8 });
    talk.engine.raise({ type: "threadExited", threadId: 8 });

    expect(await talk.dap.next("thread")).toEqual({ reason: "started", threadId: 8 });
    expect(await talk.dap.next("thread")).toEqual({ reason: "exited", threadId: 8 });
  });
});
