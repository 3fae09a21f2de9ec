import { describe, expect, test } from "../support/fixtures.ts";

describe("line breakpoints", () => {
  test("stop the debuggee at their line, with their id", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["second", "in-add"] });
    const [second, inAdd] = session.breakpoints;
    expect(second).toMatchObject({ verified: true, line: session.line("second") });

    const first = await session.stopped("breakpoint");
    expect(first.hitBreakpointIds).toEqual([second?.id]);
    expect((await session.top()).line).toBe(session.line("second"));
    await session.continue();

    const next = await session.stopped("breakpoint");
    expect(next.hitBreakpointIds).toEqual([inAdd?.id]);
    expect(await session.top()).toMatchObject({ line: session.line("in-add") });
    await session.disconnect();
  });

  test("answer in the order of the request", async ({ stage }) => {
    const at = ["print", "start", "in-two", "in-one"];
    const session = await stage.launch("steps", { at });

    expect(session.breakpoints.map(({ line }) => line)).toEqual(
      at.map((name) => session.line(name)),
    );
    expect(new Set(session.breakpoints.map(({ id }) => id)).size).toBe(4);
    await session.stopped("breakpoint");
    await session.disconnect();
  });

  test("replace the earlier ones of the same source", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start", "second", "call-add"] });
    await session.stopped("breakpoint");

    await session.setBreakpoints("print");
    await session.continue();

    expect((await session.stoppedIn("breakpoint")).line).toBe(session.line("print"));
    await session.setBreakpoints();
    await session.continue();
    await session.dap.next("exited");
    await session.dap.next("terminated");
    await session.disconnect();
  });

  test("keep their id for the same line", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start", "print"] });
    await session.stopped("breakpoint");

    const again = await session.setBreakpoints("print", "in-one", "start");

    expect(again[0]?.id).toBe(session.breakpoints[1]?.id);
    expect(again[2]?.id).toBe(session.breakpoints[0]?.id);
    await session.disconnect();
  });

  test("can be set while the debuggee runs, without a visible stop", async ({ stage }) => {
    const session = await stage.launch("loop");
    await session.heartbeat.next();

    const [breakpoint] = await session.setBreakpoints("in-work");

    expect(breakpoint).toMatchObject({ verified: true, line: session.line("in-work") });
    const stop = await session.stopped("breakpoint");
    expect(stop.hitBreakpointIds).toEqual([breakpoint?.id]);
    expect((await session.top()).line).toBe(session.line("in-work"));
    await session.disconnect();
  });

  test("can be removed while the debuggee runs", async ({ stage }) => {
    const session = await stage.launch("loop", { at: ["end"] });
    await session.heartbeat.next();

    await session.setBreakpoints();

    await session.heartbeat.next();
    expect((await session.heartbeat.next()).code).toBe(await stage.cleanCode("loop"));
    await session.disconnect();
  });

  test("can be changed again and again while it runs", async ({ stage }) => {
    const session = await stage.launch("loop");
    await session.heartbeat.next();

    for (let round = 0; round < 5; round++) {
      expect(await session.setBreakpoints("end", "main")).toHaveLength(2);
      expect(await session.setBreakpoints()).toEqual([]);
    }

    await session.heartbeat.next();
    await session.disconnect();
    await session.heartbeat.unharmed(await stage.cleanCode("loop"));
  });

  test("move to the next line with code, and say so", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["comment"] });

    const [moved] = session.breakpoints;
    expect(moved).toMatchObject({ verified: true, line: session.line("call-add") });
    // The client goes on asking for the line it asked for.
    expect(await session.setBreakpoints("comment")).toMatchObject([
      { id: moved?.id, line: moved?.line },
    ]);
    expect((await session.stoppedIn("breakpoint")).line).toBe(session.line("call-add"));
    await session.disconnect();
  });

  test("say when there is no code at or below the line", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["nowhere", "start"] });

    const [nowhere, start] = session.breakpoints;
    expect(nowhere).toMatchObject({ verified: false, reason: "failed" });
    expect(nowhere?.message).toBeTruthy();
    expect(start).toMatchObject({ verified: true });
    await session.stopped("breakpoint");
    await session.disconnect();
  });

  test("stay pending for a file that no module knows", async ({ stage }) => {
    const session = await stage.launch("steps", {
      at: ["start"],
      configure: async (dap) => {
        const { breakpoints } = await dap.request("setBreakpoints", {
          source: { path: "/no/such/file.c" },
          breakpoints: [{ line: 3 }],
        });
        expect(breakpoints).toMatchObject([{ verified: false, reason: "pending", line: 3 }]);
        expect(breakpoints[0]?.message).toBeTruthy();
      },
    });

    await session.stopped("breakpoint");
    await session.disconnect();
  });

  test("may name one line twice", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["second", "second"] });
    expect(session.breakpoints).toMatchObject([{ verified: true }, { verified: true }]);

    const stop = await session.stopped("breakpoint");

    expect(stop.hitBreakpointIds).toContain(session.breakpoints[0]?.id);
    await session.continue();
    await session.dap.next("exited");
    await session.dap.next("terminated");
    await session.disconnect();
  });

  test("work on a line with several pieces of code", async ({ stage }) => {
    const session = await stage.launch("demo");
    const header = session.line("add") - 1;

    const [breakpoint] = await session.setBreakpoints(header);

    expect(breakpoint).toMatchObject({ verified: true, line: header });
    expect((await session.stoppedIn("breakpoint")).line).toBe(header);
    await session.disconnect();
  });

  test("count lines and columns the way the client does", async ({ stage }) => {
    const session = await stage.launch("steps", {
      client: { linesStartAt1: false, columnsStartAt1: false },
      configure: async (dap) => {
        const sample = await stage.sample("steps");
        const line = sample.line("second") - 1;
        const { breakpoints } = await dap.request("setBreakpoints", {
          source: { path: sample.source },
          breakpoints: [{ line }],
        });
        expect(breakpoints).toMatchObject([{ verified: true, line }]);
      },
    });

    expect((await session.stoppedIn("breakpoint")).line).toBe(session.line("second") - 1);
    await session.disconnect();
  });

  test("many at once are set in bounded time", async ({ stage }) => {
    const session = await stage.launch("loop");
    const lines = Array.from({ length: 200 }, (_, index) => index + 1);

    const breakpoints = await session.setBreakpoints(...lines);

    expect(breakpoints).toHaveLength(200);
    await session.stopped("breakpoint");
    await session.setBreakpoints();
    await session.continue();
    await session.heartbeat.next();
    await session.disconnect();
  });

  test("find their source through the map", async ({ stage }) => {
    const sample = await stage.sample("steps");
    const folder = sample.source.slice(0, -"/steps.c".length);
    const here = "/elsewhere/checkout/steps.c";
    const session = await stage.launch("steps", {
      configuration: { sourceFileMap: { [folder]: "/elsewhere/checkout" } },
      configure: async (dap) => {
        const { breakpoints } = await dap.request("setBreakpoints", {
          source: { path: here },
          breakpoints: [{ line: sample.line("second") }],
        });
        expect(breakpoints).toMatchObject([{ verified: true }]);
      },
    });

    const frame = await session.stoppedIn("breakpoint");

    expect(frame.source?.path?.replaceAll("\\", "/")).toBe(here);
    await session.disconnect();
  });
});
