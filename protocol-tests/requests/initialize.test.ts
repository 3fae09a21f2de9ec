import { breakpointModes } from "../../adapter/breakpoints/breakpoint-modes.ts";
import { handlers } from "../../adapter/handlers/index.ts";
import { moduleColumns } from "../../adapter/sources/modules.ts";
import { describe, expect, test } from "./fixtures.ts";

describe("initialize", () => {
  test("announces what the handlers provide", async ({ talk }) => {
    expect(await talk.initialize()).toEqual({
      supportsConfigurationDoneRequest: true,
      supportsRestartRequest: true,
      supportTerminateDebuggee: true,
      supportsTerminateRequest: true,
      supportsCancelRequest: true,
      supportsConditionalBreakpoints: true,
      supportsHitConditionalBreakpoints: true,
      supportsLogPoints: true,
      supportsFunctionBreakpoints: true,
      supportsInstructionBreakpoints: true,
      supportsDataBreakpoints: true,
      supportsDataBreakpointBytes: true,
      supportsExceptionFilterOptions: true,
      supportsExceptionInfoRequest: true,
      supportsBreakpointLocationsRequest: true,
      supportsSteppingGranularity: true,
      supportsStepInTargetsRequest: true,
      supportsGotoTargetsRequest: true,
      supportsDelayedStackTraceLoading: true,
      supportsValueFormattingOptions: true,
      supportsSetVariable: true,
      supportsSetExpression: true,
      supportsEvaluateForHovers: true,
      supportsClipboardContext: true,
      supportsCompletionsRequest: true,
      supportsModulesRequest: true,
      supportsLoadedSourcesRequest: true,
      supportsReadMemoryRequest: true,
      supportsWriteMemoryRequest: true,
      supportsDisassembleRequest: true,
      breakpointModes,
      additionalModuleColumns: moduleColumns,
      exceptionBreakpointFilters: [expect.objectContaining({ filter: "seen-early" })],
      completionTriggerCharacters: [".", ">", ":", "!"],
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
        breakpoints: [],
        targetId: 1,
        line: 1,
        name: "x",
        value: "1",
        text: "x",
        column: 1,
        memoryReference: "0x1",
        count: 1,
        data: "",
        instructionCount: 1,
        locationReference: 1,
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
