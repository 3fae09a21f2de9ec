import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../support/eventually.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import { Session } from "../support/session.ts";

describe("names beyond ASCII", () => {
  test("in the program's path, arguments, working folder and environment", async ({ stage }) => {
    const folder = stage.subfolder("Übung 日本");
    const program = await stage.copyOf("arguments", "grüße 😀", folder);
    const report = join(stage.folder, "report");
    const session = await stage.launch("arguments", {
      configuration: {
        program: stage.engine.debuggeePath(program),
        args: [stage.engine.debuggeePath(report), "naïve", "日本 😀"],
        cwd: stage.engine.debuggeePath(folder),
        env: { PSDAP_A: "Öl" },
      },
    });

    expect(await session.dap.next("exited")).toEqual({ exitCode: 0 });
    await session.dap.next("terminated");
    await session.disconnect();

    const lines = await eventually("the report", () => {
      const text = readFileSync(report, "utf8");
      return text.endsWith("end\n") ? text.split("\n") : undefined;
    });
    expect(lines).toContain("arg=naïve");
    expect(lines).toContain("arg=日本 😀");
    expect(lines).toContain(`cwd=${stage.engine.debuggeePath(folder)}`);
    expect(lines).toContain("env=PSDAP_A:Öl");
  });

  test("in the path of a source file", async ({ stage }) => {
    const folder = stage.subfolder("Quelle é 中");
    const source = join(folder, "größe.c");
    const { source: original, line } = await stage.sample("exit-code");
    copyFileSync(original, source);
    const file = await stage.build(source);
    const session = await stage.launch("exit-code", {
      configuration: { program: stage.engine.debuggeePath(file) },
      configure: async (dap) => {
        const { breakpoints } = await dap.request("setBreakpoints", {
          source: { path: source },
          breakpoints: [{ line: line("return") }],
        });
        expect(breakpoints).toMatchObject([{ verified: true }]);
      },
    });

    const frame = await session.stoppedIn("breakpoint");

    expect(frame.source?.name).toBe("größe.c");
    await session.continue();
    await session.dap.next("exited");
    await session.dap.next("terminated");
    await session.disconnect();
  });

  test("in the name of a process to attach to", async ({ stage }) => {
    const unique = `läufer-${stage.folder.slice(-6)}`;
    const bystander = await stage.run("loop", await stage.copyOf("loop", unique));
    const processName = stage.engine.kind === "gdb" ? unique : `${unique}.exe`;

    const session = await Session.attach(stage, bystander, {
      configuration: { processId: undefined, processName },
    });

    expect((await session.dap.next("process")).systemProcessId).toBe(bystander.processId);
    await session.disconnect();
  });
});
