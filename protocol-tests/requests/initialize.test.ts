import { handlers } from "../../adapter/handlers/index.ts";
import { describe, expect, test } from "./fixtures.ts";

describe("initialize", () => {
  test("announces what the handlers provide", async ({ talk }) => {
    expect(await talk.initialize()).toEqual({
      supportsConfigurationDoneRequest: true,
      supportsRestartRequest: true,
      supportTerminateDebuggee: true,
      supportsTerminateRequest: true,
      supportsSteppingGranularity: true,
      supportsDelayedStackTraceLoading: true,
      supportsEvaluateForHovers: true,
      supportsClipboardContext: true,
    });
  });

  test("is accepted once", async ({ talk }) => {
    await talk.initialize();

    const refusal = await talk.dap.refused("initialize", { adapterID: "again" });

    expect(refusal).toMatchObject({ id: 203, showUser: false });
  });

  test("comes before everything else", async ({ talk }) => {
    for (const command of handlers.keys()) {
      if (["initialize", "disconnect", "terminate"].includes(command)) continue;
      const { success, message } = await talk.dap.send(command, {
        threadId: 1,
        frameId: 1,
        variablesReference: 1,
        expression: "x",
        source: { path: "/a.c" },
      });
      expect([command, success, message]).toEqual([
        command,
        false,
        `'${command}' cannot be answered before 'initialize'.`,
      ]);
    }
  });

  test("accepts null for what the client does not know", async ({ talk }) => {
    await talk.dap.request("initialize", {
      adapterID: "x",
      locale: null,
      supportsVariablePaging: null,
    } as never);
  });
});
