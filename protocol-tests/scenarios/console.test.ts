import { describe, expect, test } from "../support/fixtures.ts";
import { expectSentence } from "../support/sentence.ts";
import type { Session } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

/** The command of each engine for the same thing. */
const commands = {
  resume: { gdb: ["continue", "c", "-exec continue"], dbgeng: ["g", "`g"] },
  over: { gdb: ["next", "n"], dbgeng: ["p"] },
  into: { gdb: ["step", "s"], dbgeng: ["t"] },
  out: { gdb: ["finish"], dbgeng: ["gu"] },
  instruction: { gdb: ["stepi"], dbgeng: [] },
  kill: { gdb: ["kill", "-exec kill"], dbgeng: [".kill"] },
  detach: { gdb: ["detach"], dbgeng: [".detach", "qd"] },
  quit: { gdb: ["quit", "q"], dbgeng: ["q"] },
} as const;

const forEngine = (stage: Stage, what: keyof typeof commands): readonly string[] =>
  commands[what][stage.engine.kind];

/** Sends a line of the console. */
async function type(session: Session, expression: string) {
  const { id: frameId } = await session.top();
  return session.dap.send("evaluate", { expression, frameId, context: "repl" });
}

/** The stop that follows, with or without a word that the debuggee went on. */
async function stopAfter(session: Session, reason: string): Promise<void> {
  if ((await session.dap.nextOf("continued", "stopped")).event === "continued") {
    await session.stopped(reason);
  }
}

describe("a command of the console that", () => {
  test("resumes is a continue, and the client is told", async ({ stage }) => {
    for (const command of forEngine(stage, "resume")) {
      const session = await stage.launch("loop", { at: ["in-work"] });
      await session.stopped("breakpoint");

      expect(await type(session, command)).toMatchObject({ success: true });

      await session.dap.next("continued");
      await session.stopped("breakpoint");
      expect((await session.top()).line).toBe(session.line("in-work"));
      await session.disconnect();
    }
  });

  test("steps is a step", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start"] });
    await session.stopped("breakpoint");
    const [over, into, out] = (["over", "into", "out"] as const).map(
      (what) => forEngine(stage, what)[0] as string,
    );

    for (const [command, marker] of [
      [over, "second"],
      [over, "call-add"],
      [into, "in-add"],
    ] as const) {
      expect(await type(session, command as string)).toMatchObject({ success: true });
      await stopAfter(session, "step");
      expect((await session.top()).line).toBe(session.line(marker));
    }
    expect(await type(session, out as string)).toMatchObject({ success: true });
    await stopAfter(session, "step");
    expect((await session.top()).name).toContain("main");
    await session.disconnect();
  });

  test("kills ends the debuggee and the session, not the server", async ({ stage }) => {
    for (const command of forEngine(stage, "kill")) {
      const session = await stage.launch("loop", { at: ["in-work"] });
      await session.stopped("breakpoint");

      expect(await type(session, command)).toMatchObject({ success: true, body: { result: "" } });

      const said = await session.dap.next("output", ({ category }) => category === "important");
      expect(said.output).toBe("The debuggee was killed.\n");
      await session.dap.next("exited");
      await session.dap.next("terminated");
      await session.heartbeat.gone();
      await session.dap.request("threads");
      await session.disconnect();
      expect((await stage.server()).alive).toBe(true);
    }
    expect(await stage.serverAccepts()).toBe(true);
  });

  test("detaches leaves the debuggee unharmed and ends the session", async ({ stage }) => {
    for (const command of forEngine(stage, "detach")) {
      const session = await stage.attach("loop", { at: ["in-work"] });
      await session.stopped("breakpoint");

      expect(await type(session, command)).toMatchObject({ success: true });

      await session.dap.next("terminated");
      await session.heartbeat.unharmed(await stage.cleanCode("loop"));
      await session.disconnect();
      expect((await stage.server()).alive).toBe(true);
    }
    expect(await stage.serverAccepts()).toBe(true);
  });

  test("quits never leaves a session that answers nothing", async ({ stage }) => {
    for (const command of forEngine(stage, "quit")) {
      const session = await stage.attach("loop", { at: ["in-work"] });
      await session.stopped("breakpoint");

      const reply = await type(session, command);

      if (reply.success) await session.dap.next("terminated");
      else expect(reply.message).toBeTruthy();
      await session.dap.request("threads");
      await session.disconnect();
      await session.heartbeat.unharmed(await stage.cleanCode("loop"));
      expect((await stage.server()).alive).toBe(true);
    }
  });

  test("would wait for more input is refused with a hint", async ({ stage }) => {
    const session = await stage.launch("loop", { at: ["in-work"] });
    await session.stopped("breakpoint");
    const waiting =
      stage.engine.kind === "gdb" ? ["python", "commands", "define x"] : ["a", "eb 0x10", ".sleep"];

    for (const command of waiting) {
      const { id: frameId } = await session.top();
      const response = await session.dap.send("evaluate", {
        expression: stage.engine.kind === "gdb" ? `-exec ${command}` : `\`${command}`,
        frameId,
        context: "repl",
      });
      if (!response.success) expectSentence(response.body.error.format);
      await session.dap.request("threads");
      expect((await session.evaluate("count > 0")).result).toMatch(/^(1|true)$/);
    }
    await session.disconnect();
  });

  test("only looks changes nothing", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["in-add"] });
    const before = await session.stoppedIn("breakpoint");
    const looks =
      stage.engine.kind === "gdb"
        ? ["info locals", "bt", "info threads", "x/4i $pc"]
        : ["k", "lm", "dv", "u"];

    for (const command of looks) {
      const { result } = await session.evaluate(
        stage.engine.kind === "gdb" ? `-exec ${command}` : `\`${command}`,
        "repl",
      );
      expect(result.length).toBeGreaterThan(0);
    }

    expect((await session.top()).instructionPointerReference).toBe(
      before.instructionPointerReference,
    );
    await session.disconnect();
  });

  test("writes a variable makes the client look again", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["in-add"] });
    await session.stopped("breakpoint");

    await session.evaluate("left = 99", "repl");

    const { areas } = await session.dap.next("invalidated");
    expect(areas).toEqual(expect.arrayContaining(["variables"]));
    expect((await session.evaluate("left")).result).toBe("99");
    await session.disconnect();
  });
});

describe("a name that is a command as well", () => {
  test("is evaluated where no commands are meant", async ({ stage }) => {
    const session = await stage.launch("names", { at: ["set"] });
    await session.stopped("breakpoint");
    const names = { p: 1, t: 2, g: 3, q: 4, a: 5, k: 6, n: 7, next: 10, kill: 13, detach: 15 };

    for (const [name, value] of Object.entries(names)) {
      for (const context of ["watch", "hover", "clipboard"] as const) {
        expect([name, (await session.evaluate(name, context)).result]).toEqual([
          name,
          String(value),
        ]);
      }
    }
    expect((await session.top()).line).toBe(session.line("set"));
    await session.disconnect();
  });
});
