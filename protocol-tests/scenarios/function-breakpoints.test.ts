import { describe, expect, test } from "../support/fixtures.ts";
import { expectSentence } from "../support/sentence.ts";
import type { Session } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

const set = async (
  session: Session,
  ...breakpoints: { name: string; condition?: string; hitCondition?: string }[]
) => (await session.dap.request("setFunctionBreakpoints", { breakpoints })).breakpoints;

/** A session of a program that loads a library, with a breakpoint on a function of that. */
async function pendingInPlugin(stage: Stage, name: string) {
  const plugin = await stage.sample("plugin");
  let pending: number | undefined;
  const session = await stage.launch("library", {
    args: [stage.engine.debuggeePath(plugin.file)],
    configure: async (dap) => {
      const { breakpoints } = await dap.request("setFunctionBreakpoints", {
        breakpoints: [{ name }],
      });
      expect(breakpoints).toMatchObject([{ verified: false, reason: "pending" }]);
      expect(breakpoints[0]?.message).toBeTruthy();
      pending = breakpoints[0]?.id;
    },
  });
  return { session, plugin, pending };
}

describe("function breakpoints", () => {
  test("stop behind the prologue, with their id", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start"] });
    await session.stopped("breakpoint");

    const [add] = await set(session, { name: "add" });
    expect(add).toMatchObject({ verified: true, line: session.line("in-add") });
    await session.continue();

    const stop = await session.stopped("function breakpoint");
    expect(stop.hitBreakpointIds).toEqual([add?.id]);
    const frame = await session.top();
    expect(frame.line).toBe(session.line("in-add"));
    // Behind the prologue the arguments are there.
    expect((await session.evaluate("left + right")).result).toBe("30");
    await session.disconnect();
  });

  test("work from before the start", async ({ stage }) => {
    const session = await stage.launch("steps", {
      configure: async (dap) => {
        const { breakpoints } = await dap.request("setFunctionBreakpoints", {
          breakpoints: [{ name: "two" }],
        });
        expect(breakpoints).toMatchObject([{ verified: true }]);
      },
    });

    expect((await session.stoppedIn("function breakpoint")).line).toBe(session.line("in-two"));
    await session.disconnect();
  });

  test("replace each other, and nothing else", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start", "print"] });
    await session.stopped("breakpoint");

    const [one, two] = await set(session, { name: "one" }, { name: "two" });
    const [again] = await set(session, { name: "two" });
    expect(again?.id).toBe(two?.id);
    expect(one?.id).not.toBe(two?.id);
    await session.continue();

    expect((await session.stoppedIn("function breakpoint")).line).toBe(session.line("in-two"));
    await set(session);
    await session.continue();
    expect((await session.stoppedIn("breakpoint")).line).toBe(session.line("print"));
    await session.disconnect();
  });

  test("heed condition and hit count", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["start"] });
    await session.stopped("breakpoint");

    await set(session, { name: "visit", condition: "number > 4", hitCondition: "3" });
    await session.continue();

    await session.stopped("function breakpoint");
    expect((await session.evaluate("number")).result).toBe("7");
    await set(session);
    await session.continue();
    await session.exits(20);
    await session.disconnect();
  });

  test("know methods of classes", async ({ stage }) => {
    const session = await stage.launch("shapes", { at: ["call-larger"] });
    await session.stopped("breakpoint");

    const [area] = await set(session, { name: "Rectangle::area" });
    expect(area).toMatchObject({ verified: true });
    await session.continue();

    expect((await session.stoppedIn("function breakpoint")).name).toContain("area");
    expect((await session.evaluate("this->height_")).result).toBe("5");
    await session.disconnect();
  });

  test("are pending for a function that nobody knows yet, and bind with its library", async ({
    stage,
  }) => {
    const { session, plugin, pending } = await pendingInPlugin(stage, "plugin_answer");

    const { reason, breakpoint } = await session.dap.next(
      "breakpoint",
      (body) => body.breakpoint.verified,
    );
    const stop = await session.stopped("function breakpoint");

    expect(reason).toBe("changed");
    expect(breakpoint.id).toBe(pending);
    expect(stop.hitBreakpointIds).toEqual([pending]);
    expect((await session.top()).line).toBe(plugin.line("in-plugin"));
    await session.continue();
    await session.exits(42);
    await session.disconnect();
  });

  test("of one module stop in it", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["start"] });
    await session.stopped("breakpoint");
    await session.setBreakpoints();

    const [visit] = await set(session, { name: "counting!visit", condition: "number == 3" });
    expect(visit).toMatchObject({ verified: true, line: session.line("visit") });
    await session.continue();

    const stop = await session.stopped("function breakpoint");
    expect(stop.hitBreakpointIds).toEqual([visit?.id]);
    expect((await session.evaluate("number")).result).toBe("3");

    await session.dap.request("restart", {});
    await session.dap.next("continued");
    expect((await session.stopped("function breakpoint")).hitBreakpointIds).toEqual([visit?.id]);
    expect((await session.evaluate("number")).result).toBe("3");
    await session.disconnect({ terminateDebuggee: true });
  });

  test("of a module that is not loaded yet bind with it", async ({ stage }) => {
    const { session, plugin, pending } = await pendingInPlugin(stage, "plugin!plugin_answer");

    const stop = await session.stopped("function breakpoint");

    expect(stop.hitBreakpointIds).toEqual([pending]);
    expect((await session.top()).line).toBe(plugin.line("in-plugin"));
    const { breakpoint } = await session.dap.next("breakpoint", (body) => body.breakpoint.verified);
    expect(breakpoint).toMatchObject({ id: pending, line: plugin.line("in-plugin") });
    await session.disconnect({ terminateDebuggee: true });
  });

  test("of one module do not stop in another", async ({ stage }) => {
    const plugin = await stage.sample("plugin");
    const session = await stage.launch("library", {
      args: [stage.engine.debuggeePath(plugin.file)],
      at: ["call-plugin"],
    });
    await session.stopped("breakpoint");

    const [answer] = await set(session, { name: "library!plugin_answer" });
    expect(answer).toMatchObject({ verified: false });
    expectSentence(answer?.message ?? "", /plugin_answer/);

    await session.continue();
    await session.exits(42);
    await session.disconnect();
  });

  test("can be set while the debuggee runs", async ({ stage }) => {
    const session = await stage.launch("loop");
    await session.heartbeat.next();

    const [work] = await set(session, { name: "work" });
    expect(work).toMatchObject({ verified: true });

    await session.stopped("function breakpoint");
    await session.disconnect();
    await session.heartbeat.unharmed(await stage.cleanCode("loop"));
  });
});
