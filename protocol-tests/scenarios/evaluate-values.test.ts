import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { describe, expect, test } from "../support/fixtures.ts";
import type { Session } from "../support/session.ts";

/** Everything below the scopes of the top frame, a few levels deep and a few elements wide. */
async function everything(session: Session): Promise<Dap.Variable[]> {
  const all: Dap.Variable[] = [];
  const walk = async (found: Map<string, Dap.Variable>, depth: number): Promise<void> => {
    for (const variable of [...found.values()].slice(0, 40)) {
      all.push(variable);
      // There is nothing behind a null pointer.
      const nothing = /^0x0+\b/.test(variable.value);
      if (variable.variablesReference === 0 || depth === 0 || nothing) continue;
      const response = await session.dap.send("variables", {
        variablesReference: variable.variablesReference,
        ...(variable.indexedVariables ? { filter: "indexed", start: 0, count: 4 } : {}),
      });
      if (!response.success) session.dap.fail(`'${variable.name}' cannot be listed.`);
      const children = (response.body.variables as Dap.Variable[]).map(
        (child) => [child.name, child] as const,
      );
      await walk(new Map(children), depth - 1);
    }
  };
  await walk(await session.scope("Arguments"), 3);
  await walk(await session.scope("Locals"), 3);
  return all;
}

describe("evaluateName", () => {
  test("gives the same value again, for everything there is", async ({ stage }) => {
    const session = await stage.launch("data", { at: ["all-set"] });
    await session.stopped("breakpoint");
    const { id: frameId } = await session.top();

    const variables = await everything(session);

    expect(variables.length).toBeGreaterThan(60);
    const different: string[] = [];
    for (const { name, value, evaluateName } of variables) {
      if (evaluateName === undefined) {
        different.push(`${name} has none`);
        continue;
      }
      const args = { expression: evaluateName, frameId, context: "watch" };
      const response = await session.dap.send("evaluate", args);
      const result = response.success ? response.body.result : response.message;
      if (result !== value) different.push(`${evaluateName}: ${result}, not ${value}`);
    }
    expect(different).toEqual([]);
    await session.disconnect();
  });
});

describe("the result of an evaluation", () => {
  test("can be expanded like a variable", async ({ stage }) => {
    const session = await stage.launch("data", { at: ["all-set"] });
    await session.stopped("breakpoint");

    const list = await session.evaluate("list.next");
    const node = await session.variables(list.variablesReference);
    const large = await session.evaluate("large");
    const page = await session.variables(large.variablesReference, {
      filter: "indexed",
      start: 9_000,
      count: 2,
    });
    const sum = await session.evaluate("first + 1");

    expect(node.get("value")?.value).toBe("20");
    expect(large.indexedVariables).toBe(10_000);
    expect([...page.values()].map(({ value }) => value)).toEqual(["18000", "18002"]);
    expect(sum).toMatchObject({ result: "6", variablesReference: 0 });
    await session.disconnect();
  });

  test("of a pointer says where it points", async ({ stage }) => {
    const session = await stage.launch("data", { at: ["all-set"] });
    await session.stopped("breakpoint");

    const { memoryReference } = await session.evaluate("second");

    const { data = "" } =
      (await session.dap.request("readMemory", {
        memoryReference: memoryReference ?? "(none)",
        count: 6,
      })) ?? {};
    expect(Buffer.from(data, "base64").toString("latin1")).toBe("hello\0");
    await session.disconnect();
  });

  test("lasts until the debuggee goes on", async ({ stage }) => {
    const session = await stage.launch("counting", { at: ["visit"] });
    await session.stopped("breakpoint");
    const { id: frameId } = await session.top();
    await session.continue();
    await session.stopped("breakpoint");

    await session.dap.refused("evaluate", { expression: "number", frameId, context: "watch" });
    expect((await session.evaluate("number")).result).toBe("2");
    await session.disconnect({ terminateDebuggee: true });
  });

  test("is what a watch shows again and again, in every frame", async ({ stage }) => {
    const session = await stage.launch("recursion", { args: ["5"], at: ["bottom"] });
    await session.stopped("breakpoint");
    const frames = await session.frames();

    for (let round = 0; round < 2; round++) {
      for (const [index, { id: frameId }] of frames.slice(0, 5).entries()) {
        const { result } = await session.dap.request("evaluate", {
          expression: "level",
          frameId,
          context: "watch",
        });
        expect(result).toBe(String(5 - index));
      }
    }
    await session.disconnect();
  });
});
