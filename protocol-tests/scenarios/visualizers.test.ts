import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../src/util/program-file.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import { expectSentence } from "../support/sentence.ts";
import type { Session, SessionOptions } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

const natvis = join(packageRoot(), "samples", "containers.natvis");
const older = "only dbgeng 10 and newer has a data model";

async function atAllSet(
  stage: Stage,
  visualizerFile: string | string[],
  options: SessionOptions = {},
): Promise<Session> {
  const session = await stage.launch("containers", {
    at: ["all-set"],
    ...options,
    configuration: { visualizerFile, ...options.configuration },
  });
  await session.stopped("breakpoint");
  return session;
}

/** Children of a variable in the locals, by name. */
async function inside(session: Session, name: string) {
  const found = (await session.scope("Locals")).get(name);
  return session.variables(found?.variablesReference ?? 0);
}

const valuesOf = (found: Map<string, { value: string }>) =>
  [...found].map(([name, { value }]) => `${name} = ${value}`);

describe("visualizers", () => {
  test("give variables their display strings", async ({ stage, skip }) => {
    skip(!stage.engine.visualizers, older);
    const session = await atAllSet(stage, natvis);

    const locals = await session.scope("Locals");

    expect(locals.get("numbers")?.value).toBe("{ size=250 }");
    expect(locals.get("list")?.value).toBe("3 nodes");
    expect(locals.get("ring")?.value).toMatch(/^\{data = 0x[0-9a-f]+, start = 3, count = 4, /);
    expect(locals.get("nothing")?.value).toBe("empty");
    expect(locals.get("corners")?.value).toBe("{{x = 0, y = 0}, {x = 1.5, y = -2}}");
    expect(locals.get("drawing")?.value).toMatch(/^layer 0xff from \(3\.0+, 4\.0+\)$/);
    expect(locals.get("pointer")?.value).toMatch(/^0x[0-9a-f]+ 3 nodes$/);
    expect((await session.evaluate("drawing.ids")).result).toBe("{ size=2 }");
    await session.disconnect();
  });

  test("say what is inside", async ({ stage, skip }) => {
    skip(!stage.engine.visualizers, older);
    const session = await atAllSet(stage, [natvis]);

    expect(valuesOf(await inside(session, "list"))).toEqual([
      expect.stringMatching(/^\[head\] = \{value = 10, next = 0x[0-9a-f]+\}$/),
      ...["[0] = 10", "[1] = 20", "[2] = 30", "[Raw View] = "],
    ]);
    expect(valuesOf(await inside(session, "ring"))).toEqual([
      ...["[0] = 30", "[1] = 40", "[2] = 0", "[3] = 10", "[Raw View] = "],
    ]);
    expect(valuesOf(await inside(session, "drawing"))).toEqual([
      expect.stringMatching(/^\[origin\] = \(3\.0+, 4\.0+\)$/),
      ...["[capacity] = 2", "[0] = 0", "[1] = 10", "[Raw View] = "],
    ]);
    await session.disconnect();
  });

  test("leave the way to the members open", async ({ stage, skip }) => {
    skip(!stage.engine.visualizers, older);
    const session = await atAllSet(stage, natvis);
    const raw = (await inside(session, "numbers")).get("[Raw View]");

    const members = await session.variables(raw?.variablesReference ?? 0);

    expect([...members.keys()]).toEqual(["first", "count", "room"]);
    expect(members.get("count")?.value).toBe("250");
    await session.disconnect();
  });

  test("show long containers a part at a time", async ({ stage, skip }) => {
    skip(!stage.engine.visualizers, older);
    const session = await atAllSet(stage, natvis);

    const first = await inside(session, "numbers");
    const second = await session.variables(first.get("[More]")?.variablesReference ?? 0);
    const third = await session.variables(second.get("[More]")?.variablesReference ?? 0);

    expect([...first.keys()].slice(0, 3)).toEqual(["[capacity]", "[0]", "[1]"]);
    expect(first.get("[99]")?.value).toBe("990");
    expect([...second.keys()].at(0)).toBe("[100]");
    expect([...third.keys()].at(-1)).toBe("[249]");
    await session.disconnect();
  });

  test("work on what is inside of other objects", async ({ stage, skip }) => {
    skip(!stage.engine.visualizers, older);
    const session = await atAllSet(stage, natvis);

    const points = await inside(session, "points");
    const second = points.get("[1]");
    const raw = await session.variables(second?.variablesReference ?? 0);
    const plain = await inside(session, "plain");

    expect(second?.value).toMatch(/^\(1\.50*, -2\.0+\)$/);
    expect((await session.evaluate(second?.evaluateName ?? "")).result).toBe(second?.value);
    expect([...raw.keys()]).toEqual(["[Raw View]"]);
    expect((await inside(session, "corners")).get("[1]")?.value).toBe(second?.value);
    expect(plain.get("point")?.value).toMatch(/^\(5\.0+, 6\.0+\)$/);
    await session.disconnect();
  });

  test("follow the number format of the client", async ({ stage, skip }) => {
    skip(!stage.engine.visualizers, older);
    const session = await atAllSet(stage, natvis);
    const found = (await session.scope("Locals")).get("ring");

    const ring = await session.variables(found?.variablesReference ?? 0, { format: { hex: true } });

    expect([...ring.values()].slice(0, 3).map(({ value }) => value)).toEqual([
      "0x1e",
      "0x28",
      "0x0",
    ]);
    await session.disconnect();
  });

  test("are there again after a restart", async ({ stage, skip }) => {
    skip(!stage.engine.visualizers, older);
    const session = await atAllSet(stage, natvis);

    await session.dap.request("restart");
    await session.dap.next("continued");
    await session.stopped("breakpoint");

    expect((await session.scope("Locals")).get("list")?.value).toBe("3 nodes");
    await session.disconnect();
  });

  test("that cannot be loaded are named, and the session goes on", async ({ stage, skip }) => {
    skip(!stage.engine.visualizers, older);
    const broken = join(stage.folder, "broken.natvis");
    writeFileSync(broken, "<AutoVisualizer>");
    const missing = join(stage.folder, "missing.natvis");

    const session = await atAllSet(stage, [broken, missing, natvis]);

    for (const file of [broken, missing]) {
      const { output } = await session.dap.next("output");
      expect(output).toContain(`'${file}'`);
      expectSentence(output.trim());
    }
    expect((await session.scope("Locals")).get("list")?.value).toBe("3 nodes");
    await session.disconnect();
  });

  test("are declined in one sentence where there are none", async ({ stage, skip }) => {
    skip(stage.engine.visualizers, "this dbgeng has them");

    const session = await atAllSet(stage, natvis);
    const { output } = await session.dap.next("output");

    expectSentence(output.trim());
    expect(output).toContain(stage.engine.kind === "gdb" ? "pretty printers" : "version 10");
    await session.disconnect();
  });
});
