import { copyFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "../support/fixtures.ts";
import { vsCode } from "../support/session.ts";

describe("line breakpoints", () => {
  test("stop the debuggee at their line, with their id", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["second", "in-add"] });
    const [second, inAdd] = session.breakpoints;
    expect(second).toMatchObject({ verified: true, line: session.line("second") });

    const first = await session.stopped("breakpoint");
    expect(first.hitBreakpointIds).toEqual([second?.id]);
    expect((await session.top()).line).toBe(session.line("second"));
    await session.continue();

    const next = await session.stopped("breakpoint");
    expect(next.hitBreakpointIds).toEqual([inAdd?.id]);
    expect(await session.top()).toMatchObject({ line: session.line("in-add") });
    await session.disconnect();
  });

  test("answer in the order of the request", async ({ stage }) => {
    const at = ["print", "start", "in-two", "in-one"];
    const session = await stage.launch("steps", { at });

    expect(session.breakpoints.map(({ line }) => line)).toEqual(
      at.map((name) => session.line(name)),
    );
    expect(new Set(session.breakpoints.map(({ id }) => id)).size).toBe(4);
    await session.stopped("breakpoint");
    await session.disconnect();
  });

  test("replace the earlier ones of the same source", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start", "second", "call-add"] });
    await session.stopped("breakpoint");

    await session.setBreakpoints("print");
    await session.continue();

    expect((await session.stoppedIn("breakpoint")).line).toBe(session.line("print"));
    await session.setBreakpoints();
    await session.continue();
    await session.dap.next("exited");
    await session.dap.next("terminated");
    await session.disconnect();
  });

  test("keep their id for the same line", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start", "print"] });
    await session.stopped("breakpoint");

    const again = await session.setBreakpoints("print", "in-one", "start");

    expect(again[0]?.id).toBe(session.breakpoints[1]?.id);
    expect(again[2]?.id).toBe(session.breakpoints[0]?.id);
    await session.disconnect();
  });

  test("can be set while the debuggee runs, without a visible stop", async ({ stage }) => {
    const session = await stage.launch("loop");
    await session.heartbeat.next();

    const [breakpoint] = await session.setBreakpoints("in-work");

    expect(breakpoint).toMatchObject({ verified: true, line: session.line("in-work") });
    const stop = await session.stopped("breakpoint");
    expect(stop.hitBreakpointIds).toEqual([breakpoint?.id]);
    expect((await session.top()).line).toBe(session.line("in-work"));
    await session.disconnect();
  });

  test("can be removed while the debuggee runs", async ({ stage }) => {
    const session = await stage.launch("loop", { at: ["end"] });
    await session.heartbeat.next();

    await session.setBreakpoints();

    await session.heartbeat.next();
    expect((await session.heartbeat.next()).code).toBe(await stage.cleanCode("loop"));
    await session.disconnect();
  });

  test("can be changed again and again while it runs", async ({ stage }) => {
    const session = await stage.launch("loop");
    await session.heartbeat.next();

    for (let round = 0; round < 5; round++) {
      expect(await session.setBreakpoints("end", "main")).toHaveLength(2);
      expect(await session.setBreakpoints()).toEqual([]);
    }

    await session.heartbeat.next();
    await session.disconnect();
    await session.heartbeat.unharmed(await stage.cleanCode("loop"));
  });

  test("move to the next line with code, and say so", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["comment"] });

    const [moved] = session.breakpoints;
    expect(moved).toMatchObject({ verified: true, line: session.line("call-add") });
    // The client goes on asking for the line it asked for.
    expect(await session.setBreakpoints("comment")).toMatchObject([
      { id: moved?.id, line: moved?.line },
    ]);
    expect((await session.stoppedIn("breakpoint")).line).toBe(session.line("call-add"));
    await session.disconnect();
  });

  test("say when there is no code at or below the line", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["nowhere", "start"] });

    const [nowhere, start] = session.breakpoints;
    expect(nowhere).toMatchObject({ verified: false, reason: "failed" });
    expect(nowhere?.message).toBeTruthy();
    expect(start).toMatchObject({ verified: true });
    await session.stopped("breakpoint");
    await session.disconnect();
  });

  test("stay pending for a file that no module knows", async ({ stage }) => {
    const session = await stage.launch("steps", {
      at: ["start"],
      configure: async (dap) => {
        const { breakpoints } = await dap.request("setBreakpoints", {
          source: { path: "/no/such/file.c" },
          breakpoints: [{ line: 3 }],
        });
        expect(breakpoints).toMatchObject([{ verified: false, reason: "pending", line: 3 }]);
        expect(breakpoints[0]?.message).toBeTruthy();
      },
    });

    await session.stopped("breakpoint");
    await session.disconnect();
  });

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

  test("may name one line twice", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["second", "second"] });
    expect(session.breakpoints).toMatchObject([{ verified: true }, { verified: true }]);

    const stop = await session.stopped("breakpoint");

    expect(stop.hitBreakpointIds).toContain(session.breakpoints[0]?.id);
    await session.continue();
    await session.dap.next("exited");
    await session.dap.next("terminated");
    await session.disconnect();
  });

  test("work on a line with several pieces of code", async ({ stage }) => {
    const session = await stage.launch("demo");
    const header = session.line("add") - 1;

    const [breakpoint] = await session.setBreakpoints(header);

    expect(breakpoint).toMatchObject({ verified: true, line: header });
    expect((await session.stoppedIn("breakpoint")).line).toBe(header);
    await session.disconnect();
  });

  test("count lines and columns the way the client does", async ({ stage }) => {
    const session = await stage.launch("steps", {
      client: { linesStartAt1: false, columnsStartAt1: false },
      configure: async (dap) => {
        const sample = await stage.sample("steps");
        const line = sample.line("second") - 1;
        const { breakpoints } = await dap.request("setBreakpoints", {
          source: { path: sample.source },
          breakpoints: [{ line }],
        });
        expect(breakpoints).toMatchObject([{ verified: true, line }]);
      },
    });

    expect((await session.stoppedIn("breakpoint")).line).toBe(session.line("second") - 1);
    await session.disconnect();
  });

  test("many at once are set in bounded time", async ({ stage }) => {
    const session = await stage.launch("loop");
    const lines = Array.from({ length: 200 }, (_, index) => index + 1);

    const breakpoints = await session.setBreakpoints(...lines);

    expect(breakpoints).toHaveLength(200);
    await session.stopped("breakpoint");
    await session.setBreakpoints();
    await session.continue();
    await session.heartbeat.next();
    await session.disconnect();
  });

  test("find their source through the map", async ({ stage }) => {
    const sample = await stage.sample("steps");
    const folder = sample.source.slice(0, -"/steps.c".length);
    const here = "/elsewhere/checkout/steps.c";
    const session = await stage.launch("steps", {
      configuration: { sourceFileMap: { [folder]: "/elsewhere/checkout" } },
      configure: async (dap) => {
        const { breakpoints } = await dap.request("setBreakpoints", {
          source: { path: here },
          breakpoints: [{ line: sample.line("second") }],
        });
        expect(breakpoints).toMatchObject([{ verified: true }]);
      },
    });

    const frame = await session.stoppedIn("breakpoint");

    expect(frame.source?.path?.replaceAll("\\", "/")).toBe(here);
    await session.disconnect();
  });
});
