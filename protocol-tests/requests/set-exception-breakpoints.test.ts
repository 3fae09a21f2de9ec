import type { ExceptionFilter } from "../../src/engine/model.ts";
import { describe, expect, test } from "./fixtures.ts";

const filters: ExceptionFilter[] = [
  { id: "cpp", label: "C++", description: "All of them.", default: true },
  {
    id: "codes",
    label: "Codes",
    description: "Those named.",
    default: false,
    conditionDescription: "Codes, e.g. 0xc0000094",
  },
];

describe("setExceptionBreakpoints", () => {
  test("accepts the empty list that clients always send", async ({ talk }) => {
    await talk.initialize();

    expect(await talk.dap.request("setExceptionBreakpoints", { filters: [] })).toEqual({
      breakpoints: [],
    });
  });

  test("has the engine's filters as a capability", async ({ talk }) => {
    talk.engine.exceptionFilters = filters;
    await talk.run();

    const { capabilities } = await talk.dap.next("capabilities");

    expect(capabilities.exceptionBreakpointFilters).toEqual([
      {
        filter: "cpp",
        label: "C++",
        description: "All of them.",
        default: true,
        supportsCondition: false,
      },
      {
        filter: "codes",
        label: "Codes",
        description: "Those named.",
        default: false,
        supportsCondition: true,
        conditionDescription: "Codes, e.g. 0xc0000094",
      },
    ]);
  });

  test("has the filters of all engines before it is known which one it will be", async ({
    talk,
  }) => {
    const { exceptionBreakpointFilters } = await talk.initialize();

    expect(exceptionBreakpointFilters).toMatchObject([{ filter: "seen-early", default: true }]);
  });

  test("adds filters and filter options, and answers filters first", async ({ talk }) => {
    talk.engine.exceptionFilters = filters;
    talk.engine.filterState = ({ condition }) =>
      condition === "bad" ? { problem: "'bad' is no code." } : {};
    await talk.stop();

    const reply = await talk.dap.request("setExceptionBreakpoints", {
      filters: ["none", "cpp"],
      filterOptions: [
        { filterId: "codes", condition: "bad" },
        { filterId: "cpp", condition: "x" },
        { filterId: "codes", condition: "0xc0000094" },
      ],
    });

    expect(talk.engine.calls).toEqual(["setExceptionFilters cpp,codes if bad,codes if 0xc0000094"]);
    expect(reply?.breakpoints).toEqual([
      { verified: false, reason: "failed", message: "gdb has no exception filter 'none'." },
      { verified: true },
      { verified: false, reason: "failed", message: "'bad' is no code." },
      {
        verified: false,
        reason: "failed",
        message: "The exception filter 'C++' takes no condition, but 'x' was given.",
      },
      { verified: true },
    ]);
  });

  test("a filter that is on is not narrowed by a condition for it", async ({ talk }) => {
    talk.engine.exceptionFilters = filters;
    await talk.stop();

    const reply = await talk.dap.request("setExceptionBreakpoints", {
      filters: ["codes"],
      filterOptions: [{ filterId: "codes", condition: "0x1" }],
    });

    expect(talk.engine.calls).toEqual(["setExceptionFilters codes"]);
    expect(reply?.breakpoints).toEqual([{ verified: true }, { verified: true }]);
  });

  test("a client that never chooses gets the defaults", async ({ talk }) => {
    talk.engine.exceptionFilters = filters;
    await talk.initialize();
    const { started } = await talk.begin();

    expect(talk.engine.calls.at(-1)).toBe("setExceptionFilters cpp");
    await talk.dap.request("configurationDone");
    await started;
  });

  test("what was chosen early is handed over once there is a debuggee", async ({ talk }) => {
    talk.engine.exceptionFilters = filters;
    await talk.initialize();
    const reply = await talk.dap.request("setExceptionBreakpoints", { filters: ["codes"] });
    expect(reply?.breakpoints).toMatchObject([{ verified: false, reason: "pending" }]);

    const { started } = await talk.begin();

    expect(talk.engine.calls.at(-1)).toBe("setExceptionFilters codes");
    await talk.dap.request("configurationDone");
    await started;
  });

  test("works while the debuggee runs", async ({ talk }) => {
    talk.engine.exceptionFilters = filters;
    await talk.run();

    await talk.dap.request("setExceptionBreakpoints", { filters: [] });

    expect(talk.engine.calls).toEqual(["setExceptionFilters "]);
  });
});
