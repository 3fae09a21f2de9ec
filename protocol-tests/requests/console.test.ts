import type { CommandIntent } from "../../src/engine/model.ts";
import { type Conversation, describe, expect, test } from "./fixtures.ts";

const type = (talk: Conversation, expression: string) =>
  talk.dap.send("evaluate", { expression, context: "repl" });

/** Events and replies since the latest evaluation, by their names. */
function saidSince(talk: Conversation, command: string): string[] {
  const at = talk.dap.transcript.findLastIndex((line) => line.startsWith(`-> ${command}`));
  return talk.dap.transcript
    .slice(at + 1)
    .filter((line) => line.startsWith("<- "))
    .map((line) => line.split(" ")[2] ?? "");
}

describe("a command of the console", () => {
  const moving: [CommandIntent, call: string][] = [
    [{ kind: "resume" }, "resume"],
    [{ kind: "step", step: "over", granularity: "line" }, "step 7 over line"],
    [{ kind: "step", step: "into", granularity: "instruction" }, "step 7 into instruction"],
  ];
  for (const [intent, call] of moving) {
    for (const command of ["`go", "go"]) {
      test(`that means '${call}' is one, and the client is told: ${command}`, async ({ talk }) => {
        await talk.stop();
        talk.engine.intents.set("go", intent);
        talk.engine.stopDuringMotion = {
          type: "stopped",
          stop: { threadId: 7, reason: { kind: "step" } },
        };

        expect(await type(talk, command)).toMatchObject({ success: true });

        expect(await talk.dap.next("continued")).toEqual({
          threadId: 7,
          allThreadsContinued: true,
        });
        await talk.dap.next("stopped");
        expect(talk.engine.calls.at(-1)).toBe(call);
        expect(saidSince(talk, "evaluate")).toEqual(["evaluate", "continued", "stopped"]);
      });
    }
  }

  test("that cannot resume leaves everybody where they were", async ({ talk }) => {
    await talk.stop();
    talk.engine.intents.set("go", { kind: "resume" });
    talk.engine.failNext("resume", new Error("stuck"));

    expect(await type(talk, "`go")).toMatchObject({ success: false });

    await talk.dap.next("continued");
    await talk.dap.next("stopped");
    await talk.frameId();
    talk.log.length = 0;
  });

  test("that pauses works while the debuggee runs", async ({ talk }) => {
    await talk.run();
    talk.engine.intents.set("interrupt", { kind: "pause" });

    expect(await type(talk, "interrupt")).toMatchObject({ success: true });

    expect(talk.engine.calls).toEqual(["interrupt"]);
  });

  test("that only looks is refused while the debuggee runs", async ({ talk }) => {
    await talk.run();

    expect(await type(talk, "`bt")).toMatchObject({ success: false, message: "notStopped" });
    expect(talk.engine.calls).toEqual([]);
  });

  test("that kills ends the debuggee, not the server", async ({ talk }) => {
    await talk.stop();
    talk.engine.intents.set("kill", { kind: "kill" });

    expect(await type(talk, "`kill")).toMatchObject({ success: true });

    await talk.dap.next("exited");
    await talk.dap.next("terminated");
    expect(saidSince(talk, "evaluate")).toEqual(["evaluate", "exited", "terminated"]);
    await talk.dap.request("disconnect");
    expect(talk.engine.calls).toEqual(["kill", "disconnectProcessServer", "close"]);
  });

  for (const request of ["launch", "attach"] as const) {
    test(`that detaches leaves the debuggee of a ${request} running`, async ({ talk }) => {
      await talk.run({ onDisconnect: "terminate" }, { request });
      talk.engine.stop();
      await talk.dap.next("stopped");
      talk.engine.intents.set("detach", { kind: "detach" });

      expect(await type(talk, "`detach")).toMatchObject({ success: true });

      await talk.dap.next("terminated");
      expect(talk.engine.calls).toEqual(["detach", "disconnectProcessServer", "close"]);
      await talk.dap.request("disconnect");
    });

    test(`that quits leaves nothing of a ${request} behind`, async ({ talk }) => {
      await talk.run({}, { request });
      talk.engine.stop();
      await talk.dap.next("stopped");
      talk.engine.intents.set("q", { kind: "quit" });

      expect(await type(talk, "`q")).toMatchObject({ success: true });

      await talk.dap.nextOf("exited", "terminated");
      await talk.dap.request("disconnect");
      expect(talk.engine.calls[0]).toBe(request === "launch" ? "kill" : "detach");
      talk.dap.leftOver();
    });
  }

  test("that restarts is a restart", async ({ talk }) => {
    await talk.stop();
    talk.engine.intents.set("run", { kind: "restart" });

    expect(await type(talk, "`run")).toMatchObject({ success: true });

    await talk.dap.next("continued");
    expect(talk.engine.calls).toEqual(["threads", "kill", "launch /prog", "start"]);
  });

  test("that is refused says what to use instead", async ({ talk }) => {
    await talk.stop();
    talk.engine.intents.set("python", { kind: "refused", hint: "Write 'python print(1)'." });

    const refusal = await talk.dap.refused("evaluate", { expression: "python", context: "repl" });

    expect(refusal).toMatchObject({ id: 303, format: "Write 'python print(1)'." });
    expect(talk.engine.calls.some((call) => call.startsWith("command"))).toBe(false);
  });

  test("means itself although the C library has a function of that name", async ({ talk }) => {
    await talk.stop();
    talk.engine.intents.set("step", { kind: "step", step: "into", granularity: "line" });
    talk.engine.expressions.set("step", { name: "step", value: "{...} <step>" });

    expect(await type(talk, "step")).toMatchObject({ success: true });

    expect(talk.engine.calls.at(-1)).toBe("step 7 into line");
    await talk.dap.next("continued");
  });

  test("is an expression where it is a variable as well", async ({ talk }) => {
    await talk.stop();
    talk.engine.intents.set("p", { kind: "resume" });
    talk.engine.expressions.set("p", { name: "p", value: "1" });
    talk.engine.scopes.locals = [{ name: "p", value: "1" }];

    for (const context of ["repl", "watch", "hover"]) {
      const reply = await talk.dap.request("evaluate", { expression: "p", context });
      expect(reply.result).toBe("1");
    }
    expect(talk.dap.leftOver()).toEqual([]);
  });
});
