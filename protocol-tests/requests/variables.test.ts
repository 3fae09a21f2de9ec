import type { Variable } from "../../src/engine/model.ts";
import { type Conversation, describe, expect, test } from "./fixtures.ts";

const element = (index: number): Variable => ({ name: `[${index}]`, value: String(index) });

/** Opens a variable that is an array of this length. */
async function array(talk: Conversation, length: number): Promise<number> {
  talk.engine.containers.set(
    5,
    Array.from({ length }, (_, index) => element(index)),
  );
  talk.engine.scopes.locals = [{ name: "list", value: "{...}", children: 5, indexedCount: length }];
  const variablesReference = await talk.scopeReference("locals");
  const { variables } = await talk.dap.request("variables", { variablesReference });
  talk.engine.calls.length = 0;
  return variables[0]?.variablesReference ?? 0;
}

async function names(talk: Conversation, variablesReference: number, page = {}) {
  const { variables } = await talk.dap.request("variables", { variablesReference, ...page });
  return variables.map(({ name }) => name);
}

describe("variables", () => {
  test("of a scope", async ({ talk }) => {
    await talk.stop({ supportsVariableType: true, supportsMemoryReferences: true });
    talk.engine.scopes.locals = [
      { name: "n", value: "5", type: "int", evaluateName: "n", memory: 0xffn },
      { name: "p", value: "0x0", children: 9 },
    ];

    const { variables } = await talk.dap.request("variables", {
      variablesReference: await talk.scopeReference("locals"),
    });

    expect(variables).toEqual([
      {
        name: "n",
        value: "5",
        type: "int",
        evaluateName: "n",
        memoryReference: "0xff",
        variablesReference: 0,
      },
      { name: "p", value: "0x0", variablesReference: expect.any(Number) },
    ]);
    expect(variables[1]?.variablesReference).toBeGreaterThan(0);
  });

  test("have their memory for dape, which does not announce that it shows it", async ({ talk }) => {
    await talk.stop({ clientID: "dape" });
    talk.engine.scopes.locals = [{ name: "n", value: "5", memory: 0xffn }];

    const { variables } = await talk.dap.request("variables", {
      variablesReference: await talk.scopeReference("locals"),
    });

    expect(variables).toEqual([
      { name: "n", value: "5", memoryReference: "0xff", variablesReference: 0 },
    ]);
  });

  test("say nothing that the client does not understand", async ({ talk }) => {
    await talk.stop();
    talk.engine.scopes.locals = [
      { name: "n", value: "{...}", type: "int[2]", memory: 1n, children: 1, indexedCount: 2 },
    ];

    const { variables } = await talk.dap.request("variables", {
      variablesReference: await talk.scopeReference("locals"),
    });

    expect(variables).toEqual([
      { name: "n", value: "{...}", variablesReference: expect.any(Number) },
    ]);
  });

  test("are read page by page for a client that pages", async ({ talk }) => {
    await talk.stop({ supportsVariablePaging: true });
    const reference = await array(talk, 1000);

    expect(await names(talk, reference, { filter: "indexed", start: 100, count: 2 })).toEqual([
      "[100]",
      "[101]",
    ]);
    expect(await names(talk, reference, { filter: "indexed", start: 999, count: 50 })).toEqual([
      "[999]",
    ]);
    expect(await names(talk, reference, { start: 1000, count: 50 })).toEqual([]);
    expect(await names(talk, reference, { filter: "named" })).toEqual([]);
    expect(talk.engine.calls).toEqual(["children 5 100 2", "children 5 999 1"]);
    expect(await names(talk, reference, { start: 0, count: 0 })).toHaveLength(1000);
  });

  test("come in ranges for a client that does not page", async ({ talk }) => {
    await talk.stop();
    const reference = await array(talk, 1_000_000);

    const top = await talk.dap.request("variables", { variablesReference: reference });
    expect(top.variables).toHaveLength(100);
    expect(top.variables[0]?.name).toBe("[000000..009999]");
    expect(top.variables[99]?.name).toBe("[990000..999999]");

    const inner = await talk.dap.request("variables", {
      variablesReference: top.variables[1]?.variablesReference ?? 0,
    });
    expect(inner.variables).toHaveLength(100);
    expect(inner.variables[0]?.name).toBe("[10000..10099]");
    expect(talk.engine.calls).toEqual([]);

    const leaf = await names(talk, inner.variables[0]?.variablesReference ?? 0);
    expect(leaf).toHaveLength(100);
    expect(leaf[99]).toBe("[10099]");
    expect(talk.engine.calls).toEqual(["children 5 10000 100"]);
  });

  test("of a short array come at once", async ({ talk }) => {
    await talk.stop();

    expect(await names(talk, await array(talk, 100))).toHaveLength(100);
  });

  test("of a huge array come in ranges, whoever asks for all at once", async ({ talk }) => {
    await talk.stop({ supportsVariablePaging: true });
    const reference = await array(talk, 10_000_000);

    for (const page of [{}, { count: 0 }, { start: 0, count: 5_000_000 }]) {
      expect((await names(talk, reference, page)).length).toBeLessThanOrEqual(100);
    }
    expect(talk.engine.calls).toEqual([]);
    const page = { start: 9_999_999, count: 5_000_000 };
    expect(await names(talk, reference, page)).toEqual(["[9999999]"]);
  });

  test("page by page are the whole, each element once", async ({ talk }) => {
    await talk.stop({ supportsVariablePaging: true });
    const reference = await array(talk, 250);

    const pages = [0, 100, 200, 300].map((start) => names(talk, reference, { start, count: 100 }));

    const all = (await Promise.all(pages)).flat();
    expect(all).toEqual(Array.from({ length: 250 }, (_, index) => `[${index}]`));
  });

  test("that nobody counted are told in portions", async ({ talk }) => {
    await talk.stop();
    talk.engine.containers.set(
      6,
      Array.from({ length: 10_002 }, (_, index) => element(index)),
    );
    talk.engine.scopes.locals = [{ name: "set", value: "{...}", children: 6 }];
    const { variables } = await talk.dap.request("variables", {
      variablesReference: await talk.scopeReference("locals"),
    });
    const variablesReference = variables[0]?.variablesReference ?? 0;

    const some = await talk.dap.request("variables", { variablesReference });
    const last = some.variables.at(-1);

    expect(some.variables).toHaveLength(10_001);
    expect(last).toMatchObject({ name: "[10000..]", presentationHint: { kind: "virtual" } });
    expect(await names(talk, last?.variablesReference ?? 0)).toEqual(["[10000]", "[10001]"]);
    const behind = { variablesReference, start: 20_000, count: 5 };
    const refusal = await talk.dap.refused("variables", behind);
    expect(refusal).toMatchObject({ id: 302, format: expect.stringContaining("[10000..]") });
  });

  test("of a structure are cut to the wanted window", async ({ talk }) => {
    await talk.stop();
    talk.engine.containers.set(6, [element(0), element(1), element(2)]);
    talk.engine.scopes.locals = [{ name: "s", value: "{...}", children: 6 }];
    const { variables } = await talk.dap.request("variables", {
      variablesReference: await talk.scopeReference("locals"),
    });
    const reference = variables[0]?.variablesReference ?? 0;

    expect(await names(talk, reference, { start: 1, count: 1 })).toEqual(["[1]"]);
    expect(await names(talk, reference, { start: 5, count: 1 })).toEqual([]);
    expect(await names(talk, reference, { filter: "indexed" })).toEqual([]);
  });

  test("of an earlier stop are refused, and never another object's", async ({ talk }) => {
    await talk.stop();
    const variablesReference = await talk.scopeReference("locals");
    await talk.dap.request("continue", { threadId: 7 });
    expect(await talk.dap.refused("variables", { variablesReference })).toMatchObject({
      message: "notStopped",
    });
    talk.engine.stop();
    await talk.dap.next("stopped");
    expect(await talk.scopeReference("locals")).not.toBe(variablesReference);

    expect(await talk.dap.refused("variables", { variablesReference })).toMatchObject({
      id: 202,
      showUser: false,
    });
  });
});
