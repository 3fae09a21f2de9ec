import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { describe, expect, test } from "../support/fixtures.ts";
import type { Session } from "../support/session.ts";

/** The texts that result from taking each suggestion. */
async function suggested(session: Session, text: string, caret = text.length): Promise<string[]> {
  const { id: frameId } = await session.top();
  const { targets } = await session.dap.request("completions", {
    frameId,
    text,
    column: caret + 1,
  });
  return targets.map((target) => {
    // The client says that it is VS Code, for which `start` counts from 0.
    const start = target.start ?? caret;
    const taken = target.text ?? target.label;
    return text.slice(0, start) + taken + text.slice(start + (target.length ?? 0));
  });
}

describe("completions", () => {
  test("go on with the names of the frame", async ({ stage }) => {
    const session = await stage.launch("data", { at: ["all-set"] });
    await session.stopped("breakpoint");

    expect(await suggested(session, "squ")).toContain("square");
    expect(await suggested(session, "first + glob")).toContain("first + global_counter");
    await session.disconnect();
  });

  test("go on with members", async ({ stage }) => {
    const session = await stage.launch("data", { at: ["all-set"] });
    await session.stopped("breakpoint");

    expect(await suggested(session, "square.co")).toEqual(
      expect.arrayContaining(["square.corners", "square.colour"]),
    );
    expect(await suggested(session, "list.next->")).toEqual(
      expect.arrayContaining(["list.next->value", "list.next->next"]),
    );
    await session.disconnect();
  });

  test("have variables of the frame first, then members, globals and words of the language", async ({
    stage,
  }) => {
    const session = await stage.launch("shapes", { at: ["in-area"] });
    await session.stopped("breakpoint");
    const { id: frameId } = await session.top();
    const order = async (text: string) => {
      const column = text.length + 1;
      const { targets } = await session.dap.request("completions", { frameId, text, column });
      const key = (target: Dap.CompletionItem) => target.sortText ?? target.label;
      return targets.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)).map(({ label }) => label);
    };

    expect((await order("re"))[0]).toBe("result");
    expect((await order("wid"))[0]).toBe("width_");
    const words = await order("s");
    expect(words.slice(-5)).toEqual(["short", "signed", "sizeof", "static_cast", "struct"]);
    expect(await order("mai")).toContain("main");
    await session.disconnect();
  });

  test("replace what stands at the caret, behind text beyond ASCII too", async ({ stage }) => {
    const session = await stage.launch("data", { at: ["all-set"] });
    await session.stopped("breakpoint");

    expect(await suggested(session, "squ + first", 3)).toContain("square + first");
    expect(await suggested(session, '"😀ü" + squ')).toContain('"😀ü" + square');
    await session.disconnect();
  });

  test("are none for what nobody knows", async ({ stage }) => {
    const session = await stage.launch("data", { at: ["all-set"] });
    await session.stopped("breakpoint");

    expect(await suggested(session, "no_such_na")).toEqual([]);
    await session.disconnect();
  });

  test("never wait for a debuggee that runs", async ({ stage }) => {
    const session = await stage.launch("loop");
    await session.heartbeat.next();

    const response = await session.dap.send("completions", { text: "lat", column: 4 });

    if (!response.success) expect(response.message).toBe("notStopped");
    await session.heartbeat.next();
    await session.disconnect();
  });
});
