import { describe, expect, test } from "../support/fixtures.ts";
import { expectSentence } from "../support/sentence.ts";
import type { Session } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";
import { wordRegister } from "../support/word-register.ts";

async function atAllSet(stage: Stage): Promise<Session> {
  const session = await stage.launch("data", { at: ["all-set"] });
  await session.stopped("breakpoint");
  return session;
}

describe("evaluate", () => {
  for (const context of ["watch", "hover"] as const) {
    test(`answers expressions of the language (${context})`, async ({ stage }) => {
      const session = await atAllSet(stage);
      const values: Record<string, string> = {
        first: "5",
        "first * 2 + 1": "11",
        "origin.x + origin.y": "-1",
        "list.next->value": "20",
        "small[2]": "9",
      };

      for (const [expression, value] of Object.entries(values)) {
        expect((await session.evaluate(expression, context)).result).toBe(value);
      }
      await session.disconnect();
    });
  }

  test("takes module!name, or says what to write instead", async ({ stage }) => {
    const session = await atAllSet(stage);
    const { id: frameId } = await session.top();

    const expression = "data!global_counter + 1";
    const { success, message } = await session.dap.send("evaluate", { expression, frameId });

    if (success) expect((await session.evaluate(expression)).result).toBe("42");
    else expectSentence(message ?? "", /write 'global_counter'/);
    await session.disconnect();
  });

  test("answers something to expand for a struct", async ({ stage }) => {
    const session = await atAllSet(stage);

    const { variablesReference } = await session.evaluate("square");

    const members = await session.variables(variablesReference);
    expect(members.get("layer")?.value).toBe("9");
    await session.disconnect();
  });

  test("looks names up in the frame", async ({ stage }) => {
    const session = await stage.launch("data", { at: ["in-sum"] });
    await session.stopped("breakpoint");
    const [inner, outer] = await session.frames();
    const value = async (expression: string, frameId: number | undefined) =>
      (await session.dap.request("evaluate", { expression, frameId, context: "watch" })).result;

    expect(await value("count", inner?.id)).toBe("3");
    expect(await value("first", outer?.id)).toBe("5");
    await session.dap.refused("evaluate", {
      expression: "first",
      frameId: inner?.id,
      context: "watch",
    });
    await session.disconnect();
  });

  test("knows globals without a frame", async ({ stage }) => {
    const session = await atAllSet(stage);

    const { result } = await session.dap.request("evaluate", { expression: "global_counter" });

    expect(result).toBe("41");
    await session.disconnect();
  });

  test("explains what it cannot evaluate", async ({ stage }) => {
    const session = await atAllSet(stage);
    const { id: frameId } = await session.top();

    for (const expression of ["no_such_name", "first +", "origin.z"]) {
      const refusal = await session.dap.refused("evaluate", {
        expression,
        frameId,
        context: "watch",
      });
      expectSentence(refusal.format);
      expect(refusal.showUser).toBe(false);
    }
    expect((await session.evaluate("first")).result).toBe("5");
    await session.disconnect();
  });

  test("changes nothing on hover", async ({ stage }) => {
    const session = await atAllSet(stage);
    const { id: frameId } = await session.top();

    await session.dap.send("evaluate", { expression: "first = 99", frameId, context: "hover" });

    expect((await session.evaluate("first")).result).toBe("5");
    await session.disconnect();
  });

  test("runs the engine's own commands in the console", async ({ stage }) => {
    const session = await atAllSet(stage);
    const register = wordRegister(stage.engine, "ip");
    const command = stage.engine.kind === "gdb" ? `info registers ${register}` : `r ${register}`;

    const { result } = await session.evaluate(command, "repl");

    expect(result).toContain(register);
    await session.disconnect();
  });

  test("survives commands that end or move the debuggee", async ({ stage }) => {
    const session = await stage.launch("loop", { at: ["in-work"] });
    await session.stopped("breakpoint");
    const { id: frameId } = await session.top();
    const commands = stage.engine.kind === "gdb" ? ["quit", "detach"] : ["q", ".detach", "qd"];

    for (const expression of commands) {
      const response = await session.dap.send("evaluate", { expression, frameId, context: "repl" });
      if (!response.success) expect(response.message).toBeTruthy();
      await session.dap.request("threads");
    }

    await session.dap.request("disconnect");
    session.dap.leftOver();
    session.dap.hangUp();
    await session.adapter.gone(session.heartbeat.file);
  });
});
