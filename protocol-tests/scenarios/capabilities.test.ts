import { describe, expect, test } from "../support/fixtures.ts";

/** What is the same on both engines. */
const common = [
  "supportsConfigurationDoneRequest",
  "supportsFunctionBreakpoints",
  "supportsConditionalBreakpoints",
  "supportsHitConditionalBreakpoints",
  "supportsLogPoints",
  "supportsEvaluateForHovers",
  "supportsSetVariable",
  "supportsSetExpression",
  "supportsCompletionsRequest",
  "supportsModulesRequest",
  "supportsRestartRequest",
  "supportsExceptionFilterOptions",
  "supportsExceptionInfoRequest",
  "supportsValueFormattingOptions",
  "supportTerminateDebuggee",
  "supportsLoadedSourcesRequest",
  "supportsTerminateRequest",
  "supportsDataBreakpoints",
  "supportsDataBreakpointBytes",
  "supportsReadMemoryRequest",
  "supportsWriteMemoryRequest",
  "supportsDisassembleRequest",
  "supportsCancelRequest",
  "supportsBreakpointLocationsRequest",
  "supportsClipboardContext",
  "supportsSteppingGranularity",
  "supportsInstructionBreakpoints",
  "supportsGotoTargetsRequest",
  "supportsDelayedStackTraceLoading",
] as const;

/** A request that every announced capability stands for, without arguments. */
const requestOf: Readonly<Record<string, string>> = {
  supportsStepBack: "stepBack",
  supportsRestartFrame: "restartFrame",
  supportsStepInTargetsRequest: "stepInTargets",
  supportsTerminateThreadsRequest: "terminateThreads",
  supportsGotoTargetsRequest: "gotoTargets",
  supportsCompletionsRequest: "completions",
  supportsModulesRequest: "modules",
  supportsLoadedSourcesRequest: "loadedSources",
  supportsSetVariable: "setVariable",
  supportsSetExpression: "setExpression",
  supportsExceptionInfoRequest: "exceptionInfo",
  supportsReadMemoryRequest: "readMemory",
  supportsWriteMemoryRequest: "writeMemory",
  supportsDisassembleRequest: "disassemble",
  supportsBreakpointLocationsRequest: "breakpointLocations",
  supportsDataBreakpoints: "dataBreakpointInfo",
};

describe("capabilities", () => {
  test("are the same on both engines, as far as both can do it", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start"] });
    await session.stopped("breakpoint");

    const announced = Object.entries(session.capabilities)
      .filter(([, value]) => value === true)
      .map(([name]) => name);

    expect(common.filter((name) => !announced.includes(name))).toEqual([]);
    await session.disconnect();
  });

  test("stand for requests that are there, and only those", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start"] });
    await session.stopped("breakpoint");
    const capabilities: Readonly<Record<string, unknown>> = { ...session.capabilities };

    for (const [capability, command] of Object.entries(requestOf)) {
      const response = await session.dap.send(command, {});
      const unknown = !response.success && response.body?.error?.id === 101;
      // The others may be there and unannounced for this engine.
      if (capabilities[capability] === true) expect([command, unknown]).toEqual([command, false]);
    }
    await session.disconnect();
  });
});
