import { describe, expect, test } from "../support/fixtures.ts";

describe("variables that every thread has of its own", () => {
  test("have the value of the thread of the frame", async ({ stage }) => {
    const session = await stage.launch("thread-local", { at: ["in-worker"] });
    const { threadId } = await session.stopped("breakpoint");

    const own = new Map<boolean, string>();
    for (const { id } of (await session.dap.request("threads")).threads) {
      const { stackFrames } = await session.dap.request("stackTrace", { threadId: id });
      const frame = stackFrames.find(({ name }) => /\b(main|work)\b/.test(name));
      if (frame === undefined) continue;
      const args = { expression: "own", frameId: frame.id, context: "watch" };
      own.set(id === threadId, (await session.dap.request("evaluate", args)).result);
    }

    expect(own).toEqual(
      new Map([
        [true, "12"],
        [false, "1"],
      ]),
    );
    await session.disconnect();
  });

  test("are expanded and written", async ({ stage }) => {
    const session = await stage.launch("thread-local", { at: ["in-worker"] });
    await session.stopped("breakpoint");
    const { id: frameId } = await session.top();

    await session.dap.request("setExpression", { expression: "own", value: "40", frameId });
    const role = await session.evaluate("role");
    const members = await session.variables(role.variablesReference);

    expect((await session.evaluate("own")).result).toBe("40");
    expect(members.get("number")?.value).toBe("12");
    expect(members.get("name")?.value).toContain("worker");
    await session.disconnect();
  });
});
