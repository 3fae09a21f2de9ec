import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import type { Client } from "../support/client.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import { expectSentence } from "../support/sentence.ts";
import type { Session } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

type Filters = readonly Dap.ExceptionBreakpointsFilter[];

/** The filter whose id or label matches. */
function filterFor(filters: Filters, pattern: RegExp): string {
  const found = filters.find(({ filter, label }) => pattern.test(`${filter} ${label}`));
  if (found === undefined) throw new Error(`No filter matches ${pattern}.`);
  return found.filter;
}

/** A session of `faults` that is stopped at its start, with no filter on but those chosen. */
async function atStart(
  stage: Stage,
  kind: string,
  choose: (filters: Filters) => Dap.SetExceptionBreakpointsArguments,
): Promise<Session> {
  const session = await stage.launch("faults", { args: [kind], at: ["main"] });
  await session.stopped("breakpoint");
  await session.setBreakpoints();
  await session.dap.request(
    "setExceptionBreakpoints",
    choose(session.capabilities.exceptionBreakpointFilters ?? []),
  );
  return session;
}

/** Continues until the debuggee ends; answers its exit code and how often it stopped on the way. */
async function continueToExit(session: Session): Promise<{ stops: number; exitCode: number }> {
  for (let stops = 0; stops < 10; stops++) {
    await session.continue();
    const event = await session.dap.nextOf("stopped", "exited");
    if (event.event === "stopped") continue;
    await session.dap.next("terminated");
    return { stops, exitCode: event.body.exitCode };
  }
  return session.dap.fail("The exception comes again and again.");
}

const info = (session: Session) =>
  session.dap.request("exceptionInfo", { threadId: session.threadId });

const cpp = (filters: Filters) => filterFor(filters, /c\+\+|cpp/i);

const noThrows = "the exceptions of 32-bit mingw-w64 are none of the system's";

describe("a fault", () => {
  test("of memory stops by default and is described", async ({ stage }) => {
    const session = await stage.launch("faults", { args: ["poke"] });

    const stop = await session.stopped("exception");

    expect(stop.text).toBeTruthy();
    expect((await session.top()).line).toBe(session.line("poke"));
    const { exceptionId, description, breakMode, details } = await info(session);
    expect(exceptionId).toMatch(/SIGSEGV|c0000005/i);
    expect(description).toMatch(/SIGSEGV|segmentation|access violation/i);
    expect(breakMode).toMatch(/^(always|unhandled)$/);
    expect(JSON.stringify({ description, details })).toMatch(/0x0*10\b/);
    const end = await continueToExit(session);
    expect(end.stops).toBeLessThanOrEqual(1);
    expect(end.exitCode).not.toBe(0);
    await session.disconnect();
  });

  test("of arithmetic stops by default and is described", async ({ stage }) => {
    const session = await stage.launch("faults", { args: ["divide"] });

    await session.stopped("exception");

    expect((await session.top()).line).toBe(session.line("divide"));
    expect((await info(session)).exceptionId).toMatch(/SIGFPE|c0000094/i);
    expect((await continueToExit(session)).exitCode).not.toBe(0);
    await session.disconnect();
  });

  test("can be looked into like any other stop", async ({ stage }) => {
    const session = await stage.launch("faults", { args: ["divide"] });
    await session.stopped("exception");

    expect((await session.evaluate("number * 2")).result).toBe("14");
    expect((await session.frames())[1]?.name).toContain("run");
    await session.disconnect({ terminateDebuggee: true });
  });
});

describe("a C++ exception", () => {
  test("stops at every throw while its filter is on", async ({ stage, skip }) => {
    skip(!stage.engine.seesThrows, noThrows);
    const session = await atStart(stage, "caught", (filters) => ({ filters: [cpp(filters)] }));
    for (let round = 0; round < 3; round++) {
      await session.continue();
      const stop = await session.stopped("exception");
      expect(stop.text ?? stop.description).toBeTruthy();
      const names = (await session.frames()).map(({ name }) => name).join();
      expect(names).toContain("fail");
      expect(names).toContain("caught");
    }
    const { breakMode, exceptionId } = await info(session);
    expect(breakMode).toBe("always");
    expect(exceptionId).toBeTruthy();

    await session.continue();
    await session.exits(33);
    await session.disconnect();
  });

  test("passes while its filter is off", async ({ stage }) => {
    const session = await atStart(stage, "caught", () => ({ filters: [] }));

    await session.continue();

    await session.exits(33);
    await session.disconnect();
  });

  test("passes again once its filter is switched off", async ({ stage, skip }) => {
    skip(!stage.engine.seesThrows, noThrows);
    const session = await atStart(stage, "caught", (filters) => ({ filters: [cpp(filters)] }));
    await session.continue();
    await session.stopped("exception");

    await session.dap.request("setExceptionBreakpoints", { filters: [] });
    await session.continue();

    await session.exits(33);
    await session.disconnect();
  });

  test("that nobody catches stops, and then ends the debuggee", async ({ stage, skip }) => {
    skip(!stage.engine.seesThrows, noThrows);
    const session = await atStart(stage, "uncaught", (filters) => ({ filters: [cpp(filters)] }));

    await session.continue();
    await session.stopped("exception");
    const { stops, exitCode } = await continueToExit(session);

    expect(stops).toBeLessThanOrEqual(2);
    expect(exitCode).not.toBe(0);
    await session.disconnect();
  });
});

describe("an exception that the debuggee handles", () => {
  /** A code for dbgeng, a signal for gdb. */
  const condition = (stage: Stage) => (stage.engine.kind === "gdb" ? "SIGUSR1" : "0xe0001234");

  /** Filters that take a condition, with this one. */
  const withCondition = (filters: Filters, text: string) => ({
    filters: [],
    filterOptions: filters
      .filter(({ supportsCondition }) => supportsCondition)
      .slice(0, 1)
      .map(({ filter }) => ({ filterId: filter, condition: text })),
  });

  test("stops when it is named, and is passed on each time", async ({ stage }) => {
    const session = await atStart(stage, "handled", (filters) =>
      withCondition(filters, condition(stage)),
    );
    for (let round = 0; round < 10; round++) {
      await session.continue();
      await session.stopped("exception");
    }
    expect((await info(session)).exceptionId).toMatch(/SIGUSR1|e0001234/i);

    await session.continue();

    await session.exits(10);
    await session.disconnect();
  });

  test("stops when the filter of all of them is on", async ({ stage }) => {
    const session = await atStart(stage, "handled", (filters) => ({
      filters: [filterFor(filters, /^(signals|all)\b/)],
    }));

    await session.continue();
    await session.stopped("exception");

    expect((await info(session)).exceptionId).toMatch(/SIGUSR1|e0001234/i);
    await session.disconnect();
  });

  test("passes when another one is named", async ({ stage }) => {
    const other = stage.engine.kind === "gdb" ? "SIGUSR2" : "0xe0004321";
    const session = await atStart(stage, "handled", (filters) => withCondition(filters, other));

    await session.continue();

    await session.exits(10);
    await session.disconnect();
  });

  test("passes when no filter is on", async ({ stage }) => {
    const session = await atStart(stage, "handled", () => ({ filters: [] }));

    await session.continue();

    await session.exits(10);
    await session.disconnect();
  });
});

describe("exception filters", () => {
  test("are announced with label and default", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start"] });
    await session.stopped("breakpoint");

    const filters = session.capabilities.exceptionBreakpointFilters ?? [];

    expect(filters.length).toBeGreaterThanOrEqual(2);
    expect(new Set(filters.map(({ filter }) => filter)).size).toBe(filters.length);
    for (const { filter, label, description, supportsCondition, conditionDescription } of filters) {
      expect([filter, label, description].every(Boolean)).toBe(true);
      if (supportsCondition) expect(conditionDescription).toBeTruthy();
    }
    expect(filters.some((filter) => filter.default)).toBe(true);
    expect(session.capabilities).toMatchObject({
      supportsExceptionInfoRequest: true,
      supportsExceptionFilterOptions: true,
    });
    await session.disconnect();
  });

  test("answer in the order of the request, filters first", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start"] });
    await session.stopped("breakpoint");
    const filters = session.capabilities.exceptionBreakpointFilters ?? [];
    const conditional = filters.find(({ supportsCondition }) => supportsCondition)?.filter ?? "";

    const reply = await session.dap.request("setExceptionBreakpoints", {
      filters: [filters[0]?.filter ?? ""],
      filterOptions: [{ filterId: conditional, condition: "not-a-code !" }],
    });

    const [first, bad] = reply?.breakpoints ?? [];
    expect(first).toMatchObject({ verified: true });
    expect(bad).toMatchObject({ verified: false });
    expectSentence(bad?.message ?? "");
    await session.disconnect();
  });

  test("that nobody knows are named", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start"] });
    await session.stopped("breakpoint");

    const response = await session.dap.send("setExceptionBreakpoints", { filters: ["coffee"] });

    expect(JSON.stringify(response)).toContain("coffee");
    if (response.success) {
      expect(response.body.breakpoints).toMatchObject([{ verified: false }]);
    }
    await session.disconnect();
  });

  test("can be set before the debuggee runs", async ({ stage }) => {
    const session = await stage.launch("faults", {
      args: ["caught"],
      configure: async (dap: Client) => {
        await dap.request("setExceptionBreakpoints", { filters: ["cpp"] });
      },
    });
    // Whether the filter has this name is the engine's affair: the debuggee ends either way.
    for (;;) {
      const event = await session.dap.nextOf("stopped", "exited");
      if (event.event === "exited") {
        expect(event.body.exitCode).toBe(33);
        break;
      }
      await session.dap.request("continue", { threadId: event.body.threadId });
    }
    await session.dap.next("terminated");
    await session.disconnect();
  });
});

describe("exceptionInfo", () => {
  test("is refused where no exception has happened", async ({ stage }) => {
    const session = await stage.launch("loop", { at: ["in-work"] });
    await session.stopped("breakpoint");

    const refusal = await session.dap.refused("exceptionInfo", { threadId: session.threadId });
    expectSentence(refusal.format);

    await session.setBreakpoints();
    await session.continue();
    const running = await session.dap.refused("exceptionInfo", { threadId: session.threadId });
    expect(running.message).toBe("notStopped");
    await session.disconnect();
  });
});
