import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { describe, expect, test } from "../support/fixtures.ts";
import { type Recorded, readRecording, replay } from "../support/recording.ts";
import { defectOf } from "../support/schema.ts";
import type { Stage } from "../support/stage.ts";

/** Records a session that looks around and steps to the end of the program. */
async function recorded(stage: Stage): Promise<Recorded[]> {
  const trace = join(stage.folder, "recording.jsonl");
  const session = await stage.launch("steps", { at: ["start"], configuration: { trace } });
  const frame = await session.stoppedIn("breakpoint");
  await session.scope("Locals", frame.id);
  await session.dap.request("evaluate", { expression: "6 * 7", frameId: frame.id });
  await session.dap.request("next", { threadId: session.threadId });
  await session.stoppedIn("step");
  await session.dap.refused("evaluate", { expression: "no_such_name", frameId: frame.id });
  await session.setBreakpoints();
  await session.continue();
  await session.dap.next("exited");
  await session.dap.next("terminated");
  await session.disconnect();
  return readRecording(trace);
}

/** Plays a recording to a new adapter; answers what it says otherwise. */
async function played(stage: Stage, recording: readonly Recorded[]): Promise<string[]> {
  const { client, adapter } = stage.dap();
  const { connectionString: processServer } = await stage.server();
  const differences = await replay(recording, client, { processServer, trace: undefined });
  client.hangUp();
  await adapter.gone();
  return differences;
}

describe("a recorded conversation", () => {
  test("has every message in the shape of the protocol, and no secret", async ({ stage }) => {
    const trace = join(stage.folder, "trace.jsonl");
    const session = await stage.launch("steps", {
      at: ["start"],
      configuration: { trace, token: "open-sesame", env: { PSDAP_A: "hidden-value" } },
    });
    await session.stopped("breakpoint");
    await session.scope("Locals");
    await session.disconnect({ terminateDebuggee: true });

    const text = readFileSync(trace, "utf8");
    const messages = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { from?: string; message?: Dap.ProtocolMessage })
      .flatMap(({ message }) => message ?? []);
    expect(messages.map((message) => defectOf(message, { exact: false })).filter(Boolean)).toEqual(
      [],
    );
    expect(messages.filter(({ type }) => type === "event")).toHaveLength(
      session.dap.transcript.filter((line) => line.startsWith("<- event")).length,
    );
    expect(text).toContain("***");
    expect(text).not.toMatch(/open-sesame|hidden-value/);
  });

  test("can be played again, with the same answers", async ({ stage }) => {
    const recording = await recorded(stage);

    expect(recording.filter(({ from }) => from === "client").length).toBeGreaterThan(10);
    expect(await played(stage, recording)).toEqual([]);
  });

  test("that is played again shows where the adapter answers otherwise", async ({ stage }) => {
    const recording = await recorded(stage);
    const changed = recording.map(({ from, message }) => ({
      from,
      message: JSON.parse(
        JSON.stringify(message)
          .replace('"result":"42"', '"result":"43"')
          .replace('"reason":"step"', '"reason":"goto"'),
      ) as Dap.ProtocolMessage,
    }));

    expect(await played(stage, changed)).toEqual([
      'reply evaluate.body.result is "42", not "43"',
      'event stopped.body.reason is "step", not "goto"',
    ]);
  });
});
