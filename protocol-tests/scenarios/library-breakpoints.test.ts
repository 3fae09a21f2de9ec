import { copyFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "../support/fixtures.ts";
import { vsCode } from "../support/session.ts";

describe("line breakpoints of a library", () => {
  test("bind when their library is loaded", async ({ stage }) => {
    const plugin = await stage.sample("plugin");
    let pending: number | undefined;
    const session = await stage.launch("library", {
      args: [stage.engine.debuggeePath(plugin.file)],
      configure: async (dap) => {
        const { breakpoints } = await dap.request("setBreakpoints", {
          source: { path: plugin.source },
          breakpoints: [{ line: plugin.line("in-plugin") }],
        });
        expect(breakpoints).toMatchObject([{ verified: false, reason: "pending" }]);
        pending = breakpoints[0]?.id;
      },
    });

    const { reason, breakpoint } = await session.dap.next(
      "breakpoint",
      (body) => body.breakpoint.verified,
    );
    const stop = await session.stopped("breakpoint");

    expect(reason).toBe("changed");
    expect(breakpoint).toMatchObject({ id: pending, line: plugin.line("in-plugin") });
    expect(stop.hitBreakpointIds).toEqual([pending]);
    expect(await session.top()).toMatchObject({ name: expect.stringContaining("plugin_answer") });
    await session.continue();
    expect(await session.dap.next("exited")).toEqual({ exitCode: 42 });
    await session.dap.next("terminated");
    await session.disconnect();
  });

  test("in a file that is elsewhere here bind before anything of the library runs", async ({
    stage,
  }) => {
    const plugin = await stage.sample("plugin");
    const folder = stage.subfolder("elsewhere");
    const copy = join(folder, basename(plugin.source));
    copyFileSync(plugin.source, copy);
    // dbgeng takes files of the same name for the same only below such a folder.
    const configuration = stage.engine.kind === "gdb" ? {} : { sourcePath: [folder] };
    const session = await stage.launch("library", {
      args: [stage.engine.debuggeePath(plugin.file)],
      configuration,
      configure: async (dap) => {
        const { breakpoints } = await dap.request("setBreakpoints", {
          source: { path: copy },
          breakpoints: [{ line: plugin.line("on-load") }, { line: plugin.line("in-plugin") }],
        });
        expect(breakpoints).toMatchObject([{ verified: false }, { verified: false }]);
      },
    });

    expect((await session.stoppedIn("breakpoint")).line).toBe(plugin.line("on-load"));
    await session.continue();
    expect((await session.stoppedIn("breakpoint")).line).toBe(plugin.line("in-plugin"));
    await session.continue();
    await session.exits(42);
    await session.disconnect();
  });

  test("keep to their file when another library has one of the same name", async ({
    stage,
    skip,
  }) => {
    skip(stage.engine.kind !== "gdb", "the program loads its libraries as Linux does");
    const libraries: string[] = [];
    for (const name of ["one", "two"]) {
      const source = join(stage.subfolder(name), "plugin.c");
      writeFileSync(source, `int ${name}(int n) {\n  return n + 1;\n}\n`);
      const library = join(dirname(source), "plugin.so");
      renameSync(await stage.build(source), library);
      libraries.push(library);
    }
    const main = join(stage.folder, "main.c");
    const call = (at: number, name: string) =>
      `  void *${name} = dlopen(argv[${at}], RTLD_NOW);\n` +
      `  sum += ((int (*)(int))dlsym(${name}, "${name}"))(${at});\n`;
    writeFileSync(
      main,
      `#include <dlfcn.h>\nint main(int argc, char **argv) {\n  int sum = argc;\n` +
        `${call(1, "one")}${call(2, "two")}  sum += ((int (*)(int))dlsym(one, "one"))(sum);\n` +
        "  return sum;\n}\n",
    );
    const { client: dap, adapter } = stage.dap();
    await dap.request("initialize", vsCode);
    const started = dap.send("launch", {
      ...stage.engine.configuration,
      processServer: (await stage.server()).connectionString,
      program: await stage.build(main),
      args: libraries,
    });
    await dap.next("initialized");
    const path = join(stage.folder, "two", "plugin.c");
    await dap.request("setBreakpoints", { source: { path }, breakpoints: [{ line: 2 }] });
    await dap.request("configurationDone");
    await started;
    const names: (string | undefined)[] = [];
    for (let stops = 0; stops < 2; stops++) {
      const { threadId = 0 } = await dap.next("stopped");
      const { stackFrames } = await dap.request("stackTrace", { threadId, levels: 1 });
      names.push(stackFrames[0]?.name);
      await dap.request("continue", { threadId });
    }

    // Until its own file is there, the one of the same name is taken for it.
    expect(names).toEqual(["one", "two"]);
    expect(await dap.next("exited")).toEqual({ exitCode: 17 });
    await dap.next("terminated");
    await dap.request("disconnect");
    dap.hangUp();
    await adapter.ended;
  });

  test("wait again when their library is unloaded", async ({ stage }) => {
    const plugin = await stage.sample("plugin");
    const session = await stage.launch("library", {
      args: [stage.engine.debuggeePath(plugin.file)],
      at: ["call-plugin", "unloaded"],
    });
    await session.stopped("breakpoint");
    const { module } = await session.dap.next("module", (body) => /plugin/.test(body.module.name));
    const { breakpoints } = await session.dap.request("setBreakpoints", {
      source: { path: plugin.source },
      breakpoints: [{ line: plugin.line("in-plugin") }],
    });
    expect(breakpoints).toMatchObject([{ verified: true }]);
    await session.continue();
    await session.stopped("breakpoint");
    await session.continue();

    const { reason, breakpoint } = await session.dap.next(
      "breakpoint",
      (body) => !body.breakpoint.verified,
    );
    expect((await session.stoppedIn("breakpoint")).line).toBe(session.line("unloaded"));

    expect(reason).toBe("changed");
    expect(breakpoint).toMatchObject({ id: breakpoints[0]?.id, reason: "pending" });
    expect(breakpoint.message).toBeTruthy();
    const removed = await session.dap.next("module", (body) => body.reason === "removed");
    expect(removed.module.id).toBe(module.id);
    await session.continue();
    await session.exits(42);
    await session.disconnect();
  });
});
