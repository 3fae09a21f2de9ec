import { describe, expect, source, test } from "./fixtures.ts";

describe("gotoTargets and goto", () => {
  test("make a thread go on elsewhere", async ({ talk }) => {
    await talk.stop({ linesStartAt1: false });
    talk.engine.gotoPlaces = [{ id: 5, label: "prog.c:9", line: 9, address: 0x99n }];

    const { targets } = await talk.dap.request("gotoTargets", {
      source: { path: source },
      line: 8,
    });
    expect(targets).toEqual([
      {
        id: expect.any(Number),
        label: "prog.c:9",
        line: 8,
        instructionPointerReference: "0x99",
      },
    ]);
    const targetId = targets[0]?.id ?? 0;
    await talk.dap.request("goto", { threadId: 7, targetId });

    expect(await talk.dap.next("stopped")).toMatchObject({ reason: "goto", threadId: 7 });
    expect(talk.engine.calls).toEqual([`gotoTargets ${source} 9`, "goTo 7 5"]);
    const said = talk.dap.transcript.map((line) => line.split(" ").slice(0, 3).join(" "));
    expect(said.slice(-2)).toEqual(["<- reply goto", "<- event stopped"]);
    expect(said).not.toContain("<- event continued");
  });

  test("a target of an earlier stop is refused", async ({ talk }) => {
    await talk.stop();
    talk.engine.gotoPlaces = [{ id: 5, label: "prog.c:9", line: 9, address: 0x99n }];
    const { targets } = await talk.dap.request("gotoTargets", {
      source: { path: source },
      line: 9,
    });
    await talk.dap.request("next", { threadId: 7 });
    talk.engine.stop({ kind: "step" });
    await talk.dap.next("stopped");

    const args = { threadId: 7, targetId: targets[0]?.id };
    expect(await talk.dap.refused("goto", args)).toMatchObject({ id: 202 });
  });
});
