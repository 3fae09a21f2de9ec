import { describe, expect, test } from "../support/fixtures.ts";
import type { Session } from "../support/session.ts";

/** Steps until the debuggee is in a line; answers the lines that the steps led to. */
async function linesUntil(session: Session, request: "next" | "stepIn", marker: string) {
  const lines: number[] = [];
  while (lines.at(-1) !== session.line(marker)) {
    expect(lines.length, `${request} does not get to ${marker}: ${lines}`).toBeLessThan(40);
    await session.dap.request(request, { threadId: session.threadId });
    const { line, source } = await session.stoppedIn("step");
    expect(source?.path).toBe(session.sample.source);
    lines.push(line);
  }
  return lines;
}

describe("in optimised code", () => {
  test("the stack has the functions that were inlined", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", "this dbgeng knows nothing of inlined functions");
    const session = await stage.launch("inlined", { at: ["in-square"] });
    await session.stopped("breakpoint");

    const frames = await session.frames();

    const places = frames.slice(0, 4).map(({ name, line }) => [name, line]);
    expect(places).toEqual([
      ["square", session.line("in-square")],
      ["squares", session.line("first-square")],
      ["outer", session.line("call-squares")],
      ["main", session.line("call-outer")],
    ]);
    await session.disconnect();
  });

  test("next goes over inlined functions", async ({ stage }) => {
    const session = await stage.launch("inlined", { at: ["before"] });
    await session.stopped("breakpoint");

    const lines = await linesUntil(session, "next", "after");

    expect(lines).toEqual([session.line("call-squares"), session.line("after")]);
    await session.disconnect();
  });

  test("stepIn goes from line to line, into inlined functions where they are known", async ({
    stage,
  }) => {
    const session = await stage.launch("inlined", { at: ["before"] });
    await session.stopped("breakpoint");

    const lines = await linesUntil(session, "stepIn", "after");

    if (stage.engine.kind === "gdb") {
      const inlined = ["first-square", "in-square", "second-square"];
      expect(lines).toEqual(expect.arrayContaining(inlined.map((name) => session.line(name))));
    }
    expect(lines).toContain(session.line("call-squares"));
    await session.disconnect();
  });

  test("stepOut leaves inlined functions and then the one that they are in", async ({ stage }) => {
    const session = await stage.launch("inlined", { at: ["in-square"] });
    let frame = await session.stoppedIn("breakpoint");
    await session.setBreakpoints();

    const names = [frame.name];
    while (frame.name !== "main") {
      expect(names.length, `stepOut does not get to main: ${names}`).toBeLessThan(6);
      await session.dap.request("stepOut", { threadId: session.threadId });
      frame = await session.stoppedIn("step");
      names.push(frame.name);
    }

    const inlined = stage.engine.kind === "gdb" ? ["square", "squares"] : [];
    expect(names).toEqual([...inlined, "outer", "main"]);
    await session.disconnect();
  });
});
