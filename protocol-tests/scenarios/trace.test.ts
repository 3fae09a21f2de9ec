import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { describe, expect, test } from "../support/fixtures.ts";
import { defectOf } from "../support/schema.ts";

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
});
