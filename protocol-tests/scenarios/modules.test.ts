import { readFileSync } from "node:fs";
import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { describe, expect, test } from "../support/fixtures.ts";

/** What the linker wrote into a program to tell it from others, read from the file itself. */
function buildIdOf(file: string): string {
  const bytes = readFileSync(file);
  // An ELF note (elf.h): sizes of the name GNU and of 20 bytes, the type 3, the name, the bytes.
  const note = Buffer.from("040000001400000003000000474e5500", "hex");
  const at = bytes.indexOf(note);
  if (at >= 0) return bytes.subarray(at + 16, at + 36).toString("hex");
  // A CodeView record of PE: RSDS, a GUID whose first three fields are numbers, the age.
  const guid = bytes.indexOf("RSDS") + 4;
  const fields = [
    bytes.readUInt32LE(guid).toString(16).padStart(8, "0"),
    bytes
      .readUInt16LE(guid + 4)
      .toString(16)
      .padStart(4, "0"),
    bytes
      .readUInt16LE(guid + 6)
      .toString(16)
      .padStart(4, "0"),
    bytes.subarray(guid + 8, guid + 16).toString("hex"),
    bytes.readUInt32LE(guid + 16).toString(16),
  ];
  return fields.join("").toUpperCase();
}

const plain = (path: string | undefined) => (path ?? "").replaceAll("\\", "/").toLowerCase();

describe("modules", () => {
  test("are listed with what is known of them", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start"] });
    await session.stopped("breakpoint");

    const { modules, totalModules } = await session.dap.request("modules", {});

    expect(totalModules).toBe(modules.length);
    expect(modules.length).toBeGreaterThanOrEqual(2);
    expect(new Set(modules.map(({ id }) => id)).size).toBe(modules.length);
    const program = modules.find(({ name }) => /^steps/.test(name));
    expect(program).toMatchObject({ symbolStatus: expect.stringMatching(/loaded/i) });
    expect(program?.addressRange).toMatch(/0x[0-9a-f]+/i);
    await session.disconnect();
  });

  test("tell which build of the program it is", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start"] });
    await session.stopped("breakpoint");

    const { modules } = await session.dap.request("modules", {});

    const program = modules.find(({ name }) => /^steps/.test(name));
    expect(program).toMatchObject({ buildId: buildIdOf(session.sample.file) });
    await session.disconnect();
  });

  test("are named by the frames that are in them", async ({ stage }) => {
    const session = await stage.launch("loop");
    await session.heartbeat.next();
    await session.pause();
    await session.stopped("pause");
    const { modules } = await session.dap.request("modules", {});

    const { stackFrames } = await session.dap.request("stackTrace", {
      threadId: session.threadId,
      format: { module: true },
    });

    const of = ({ moduleId }: Dap.StackFrame) => modules.find(({ id }) => id === moduleId)?.name;
    const main = stackFrames.find(({ name }) => name.endsWith("!main"));
    expect(main && of(main)).toMatch(/^loop/);
    expect(main?.name).toMatch(/^loop[^/\\]*!main$/);
    // It sleeps nearly all the time, which is a call of the system's library.
    expect(stackFrames[0] && of(stackFrames[0])).toMatch(/^(libc|ntdll)/);
    await session.disconnect();
  });

  test("come in pages", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start"] });
    await session.stopped("breakpoint");
    const { modules } = await session.dap.request("modules", {});

    const first = await session.dap.request("modules", { startModule: 0, moduleCount: 1 });
    const rest = await session.dap.request("modules", { startModule: 1, moduleCount: 100 });

    expect(first).toMatchObject({ modules: [modules[0]], totalModules: modules.length });
    expect(rest.modules).toEqual(modules.slice(1));
    await session.disconnect();
  });

  test("are announced when the debuggee starts", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start"] });
    await session.stopped("breakpoint");

    const { module } = await session.dap.next(
      "module",
      ({ reason, module: { name } }) => reason === "new" && /^steps/.test(name),
    );

    const { modules } = await session.dap.request("modules", {});
    expect(modules.map(({ id }) => id)).toContain(module.id);
    await session.disconnect();
  });

  test("are announced when they are loaded, and keep their id", async ({ stage }) => {
    const plugin = await stage.sample("plugin");
    const session = await stage.launch("library", {
      args: [stage.engine.debuggeePath(plugin.file)],
      at: ["call-plugin"],
    });

    const { module } = await session.dap.next(
      "module",
      ({ reason, module: { name } }) => reason === "new" && /plugin/.test(name),
    );
    await session.stopped("breakpoint");

    const { modules } = await session.dap.request("modules", {});
    expect(modules.find(({ id }) => id === module.id)?.name).toBe(module.name);
    await session.continue();
    await session.exits(42);
    await session.disconnect();
  });

  test("are answered while the debuggee runs", async ({ stage }) => {
    const session = await stage.launch("loop");
    await session.heartbeat.next();

    const { modules } = await session.dap.request("modules", {});

    expect(modules.some(({ name }) => /^loop/.test(name))).toBe(true);
    await session.heartbeat.next();
    await session.disconnect();
  });
});

describe("loadedSources", () => {
  test("name the sources of the program and of its libraries", async ({ stage }) => {
    const plugin = await stage.sample("plugin");
    const session = await stage.launch("library", {
      args: [stage.engine.debuggeePath(plugin.file)],
      at: ["call-plugin"],
    });
    await session.stopped("breakpoint");

    const { sources } = await session.dap.request("loadedSources");

    const paths = sources.map(({ path }) => plain(path));
    expect(paths).toContain(plain(session.sample.source));
    expect(paths).toContain(plain(plugin.source));
    expect(paths.filter((path) => path.startsWith("/usr/"))).toEqual([]);
    await session.disconnect();
  });
});

describe("source", () => {
  test("is not a way to read any file", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start"] });
    await session.stopped("breakpoint");

    for (const path of ["/etc/passwd", "/etc/hostname", "C:\\windows\\win.ini"]) {
      const response = await session.dap.send("source", { source: { path }, sourceReference: 0 });
      expect(response.success).toBe(false);
    }
    await session.disconnect();
  });

  test("that nobody was told of is refused", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start"] });
    await session.stopped("breakpoint");

    await session.dap.refused("source", { sourceReference: 4711 });
    await session.disconnect();
  });
});
