import { describe, expect, test } from "../support/fixtures.ts";
import { expectSentence } from "../support/sentence.ts";
import type { Session } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

async function atRead(stage: Stage): Promise<Session> {
  const session = await stage.launch("watched", { at: ["read-counter"] });
  await session.stopped("breakpoint");
  await session.setBreakpoints();
  return session;
}

/** The data id of an expression in the top frame. */
async function dataId(session: Session, name: string): Promise<string> {
  const { id: frameId } = await session.top();
  const info = await session.dap.request("dataBreakpointInfo", { name, frameId });
  return info.dataId ?? session.dap.fail(`'${name}' cannot be watched: ${info.description}`);
}

type Access = "read" | "write" | "readWrite";

async function watch(session: Session, ...watched: [name: string, accessType: Access][]) {
  const breakpoints: { dataId: string; accessType: Access }[] = [];
  for (const [name, accessType] of watched) {
    breakpoints.push({ dataId: await dataId(session, name), accessType });
  }
  return (await session.dap.request("setDataBreakpoints", { breakpoints })).breakpoints;
}

describe("data breakpoints", () => {
  test("stop behind a write, with the new value", async ({ stage }) => {
    const session = await atRead(stage);

    const [breakpoint] = await watch(session, ["counter", "write"]);
    expect(breakpoint).toMatchObject({ verified: true });
    await session.continue();

    const stop = await session.stopped("data breakpoint");
    expect(stop.hitBreakpointIds).toEqual([breakpoint?.id]);
    expect((await session.evaluate("counter")).result).toBe("11");
    expect([session.line("write-counter"), session.line("write-left")]).toContain(
      (await session.top()).line,
    );
    await session.dap.request("setDataBreakpoints", { breakpoints: [] });
    await session.continue();
    await session.exits(26);
    await session.disconnect();
  });

  test("stop at a read when asked to", async ({ stage }) => {
    const session = await atRead(stage);

    const [breakpoint] = await watch(session, ["counter", "readWrite"]);
    expect(breakpoint).toMatchObject({ verified: true });
    await session.continue();

    await session.stopped("data breakpoint");
    expect((await session.evaluate("counter")).result).toBe("1");
    await session.dap.request("setDataBreakpoints", { breakpoints: [] });
    await session.disconnect({ terminateDebuggee: true });
  });

  test("watch a member alone", async ({ stage }) => {
    const session = await atRead(stage);
    const { variablesReference } = await session.evaluate("pair");
    const info = await session.dap.request("dataBreakpointInfo", {
      variablesReference,
      name: "right",
    });
    expect(info.dataId).toBeTruthy();
    expect(info.accessTypes).toContain("write");
    expect(info.description).toBeTruthy();

    await session.dap.request("setDataBreakpoints", {
      breakpoints: [{ dataId: info.dataId as string, accessType: "write" }],
    });
    await session.continue();

    await session.stopped("data breakpoint");
    expect((await session.evaluate("pair.left")).result).toBe("7");
    expect((await session.evaluate("pair.right")).result).toBe("8");
    await session.disconnect({ terminateDebuggee: true });
  });

  test("watch a number of bytes at an address", async ({ stage }) => {
    const session = await atRead(stage);
    const { memoryReference } = await session.evaluate("&pair.right");

    const info = await session.dap.request("dataBreakpointInfo", {
      name: memoryReference ?? "(none)",
      asAddress: true,
      bytes: 4,
    });
    expect(info.dataId).toBeTruthy();
    await session.dap.request("setDataBreakpoints", {
      breakpoints: [{ dataId: info.dataId as string, accessType: "write" }],
    });
    await session.continue();

    await session.stopped("data breakpoint");
    expect((await session.evaluate("pair.right")).result).toBe("8");
    await session.disconnect({ terminateDebuggee: true });
  });

  test("watch one byte of many", async ({ stage }) => {
    const session = await atRead(stage);

    await watch(session, ["bytes[3]", "write"]);
    await session.continue();

    await session.stopped("data breakpoint");
    expect((await session.evaluate("bytes[3]")).result).toMatch(/'x'/);
    await session.disconnect({ terminateDebuggee: true });
  });

  test("heed their condition and hit count", async ({ stage }) => {
    const session = await atRead(stage);
    const id = await dataId(session, "others[3]");

    const { breakpoints } = await session.dap.request("setDataBreakpoints", {
      breakpoints: [{ dataId: id, accessType: "write", condition: "others[3] == 3" }],
    });
    expect(breakpoints).toMatchObject([{ verified: true }]);
    await session.continue();

    await session.stopped("data breakpoint");
    expect((await session.evaluate("others[3]")).result).toBe("3");
    await session.disconnect({ terminateDebuggee: true });
  });

  test("outlive the stop at which they were asked about", async ({ stage }) => {
    const session = await atRead(stage);
    const id = await dataId(session, "pair.right");
    await session.dap.request("next", { threadId: session.threadId });
    await session.stopped("step");

    await session.dap.request("setDataBreakpoints", {
      breakpoints: [{ dataId: id, accessType: "write" }],
    });
    await session.continue();

    await session.stopped("data breakpoint");
    expect((await session.evaluate("pair.right")).result).toBe("8");
    await session.disconnect({ terminateDebuggee: true });
  });

  test("are four at most: the fifth says so, the four work", async ({ stage }) => {
    const session = await atRead(stage);

    const breakpoints = await watch(
      session,
      ["others[0]", "write"],
      ["others[1]", "write"],
      ["others[2]", "write"],
      ["pair.right", "write"],
      ["others[4]", "write"],
    );

    expect(breakpoints.map(({ verified }) => verified)).toEqual([true, true, true, true, false]);
    expectSentence(breakpoints[4]?.message ?? "", /4|four/i);
    await session.continue();
    const stop = await session.stopped("data breakpoint");
    expect(stop.hitBreakpointIds).toEqual([breakpoints[3]?.id]);
    await session.disconnect({ terminateDebuggee: true });
  });

  test("refuse what the processor cannot watch, with a reason", async ({ stage }) => {
    const session = await atRead(stage);
    const { memoryReference } = await session.evaluate("&pair");

    const odd = await session.dap.request("dataBreakpointInfo", {
      name: memoryReference ?? "(none)",
      asAddress: true,
      bytes: 3,
    });
    const huge = await session.dap.request("dataBreakpointInfo", {
      name: memoryReference ?? "(none)",
      asAddress: true,
      bytes: 4096,
    });

    for (const info of [odd, huge]) {
      if (info.dataId === null) {
        expectSentence(info.description);
        continue;
      }
      const { breakpoints } = await session.dap.request("setDataBreakpoints", {
        breakpoints: [{ dataId: info.dataId, accessType: "write" }],
      });
      expect(breakpoints).toMatchObject([{ verified: false }]);
      expectSentence(breakpoints[0]?.message ?? "");
    }
    await session.continue();
    await session.exits(26);
    await session.disconnect();
  });

  test("say why there is nothing to watch", async ({ stage }) => {
    const session = await atRead(stage);
    const { id: frameId } = await session.top();

    for (const name of ["no_such_name", "1 + 1"]) {
      const info = await session.dap.request("dataBreakpointInfo", { name, frameId });
      expect(info.dataId).toBeNull();
      expectSentence(info.description);
    }
    await session.disconnect({ terminateDebuggee: true });
  });

  test("replace each other, and no other kind", async ({ stage }) => {
    const session = await stage.launch("watched", { at: ["read-counter", "used"] });
    await session.stopped("breakpoint");
    const [first] = await watch(session, ["counter", "write"]);
    const [second, again] = await watch(session, ["pair.right", "write"], ["counter", "write"]);
    expect(again?.id).toBe(first?.id);
    expect(second?.id).not.toBe(first?.id);

    await session.dap.request("setDataBreakpoints", { breakpoints: [] });
    await session.continue();

    expect((await session.stoppedIn("breakpoint")).line).toBe(session.line("used"));
    await session.disconnect({ terminateDebuggee: true });
  });
});
