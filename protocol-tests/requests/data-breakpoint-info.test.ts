import { EngineError } from "../../src/engine/errors.ts";
import { describe, expect, test } from "./fixtures.ts";

describe("dataBreakpointInfo", () => {
  test("of a local, a member, an expression and an address", async ({ talk }) => {
    await talk.stop();
    talk.engine.dataInfo = { dataId: "1", description: "x (4 bytes)", accessTypes: ["write"] };
    talk.engine.scopes.locals = [{ name: "s", value: "{...}", children: 5 }];
    const locals = await talk.scopeReference("locals");
    const frameId = await talk.frameId();
    const { variables } = await talk.dap.request("variables", { variablesReference: locals });
    const frame = { threadId: 7, level: 0 };
    const ask = async (args: object) => {
      const reply = await talk.dap.request("dataBreakpointInfo", { name: "x", ...args });
      expect(reply).toEqual({
        dataId: "1",
        description: "x (4 bytes)",
        accessTypes: ["write"],
        canPersist: false,
      });
      return talk.engine.dataQuery;
    };

    expect(await ask({ variablesReference: locals })).toEqual({ name: "x", frame });
    expect(await ask({ variablesReference: variables[0]?.variablesReference })).toEqual({
      name: "x",
      container: 5,
    });
    expect(await ask({ frameId, bytes: 2 })).toEqual({ name: "x", frame, byteCount: 2 });
    expect(await ask({})).toEqual({ name: "x" });
    const address = { name: "0x1000", asAddress: true };
    expect(await ask({ ...address, bytes: 4 })).toEqual({ address: 0x1000n, byteCount: 4 });
    expect(await ask(address)).toEqual({ address: 0x1000n, byteCount: 8 });
  });

  test("of a member that is named as expressions name it, as dape does", async ({ talk }) => {
    await talk.stop({ clientID: "dape" });
    talk.engine.dataInfo = { dataId: "1", description: "x (4 bytes)", accessTypes: ["write"] };
    talk.engine.scopes.locals = [{ name: "s", value: "{...}", children: 5 }];
    talk.engine.containers.set(5, [{ name: "x", value: "3", evaluateName: "(s).x" }]);
    const variablesReference = await talk.scopeReference("locals");
    const { variables } = await talk.dap.request("variables", { variablesReference });

    await talk.dap.request("dataBreakpointInfo", {
      name: "(s).x",
      variablesReference: variables[0]?.variablesReference,
    });

    expect(talk.engine.dataQuery).toEqual({ name: "x", container: 5 });
  });

  test("says why something cannot be watched", async ({ talk }) => {
    await talk.stop();
    const registers = await talk.scopeReference("registers");

    expect(await talk.dap.request("dataBreakpointInfo", { name: "x" })).toEqual({
      dataId: null,
      description: "There is no such data.",
    });
    expect(
      await talk.dap.request("dataBreakpointInfo", { name: "rax", variablesReference: registers }),
    ).toEqual({ dataId: null, description: "'rax' cannot be watched: it is a register." });
    talk.engine.failNext("dataBreakpointInfo", new EngineError("notFound", "There is no x."));
    expect(await talk.dap.request("dataBreakpointInfo", { name: "x" })).toEqual({
      dataId: null,
      description: "There is no x.",
    });
  });

  test("changes nothing to find out", async ({ talk }) => {
    await talk.stop();
    const frameId = await talk.frameId();
    talk.engine.calls.length = 0;

    const info = await talk.dap.request("dataBreakpointInfo", { name: "x = 5", frameId });

    expect(info).toMatchObject({ dataId: null, description: expect.stringContaining("change") });
    expect(talk.engine.calls).toEqual([]);
  });

  test("refuses references of an earlier stop, and bad addresses", async ({ talk }) => {
    await talk.stop();

    const stale = { name: "x", variablesReference: 999 };
    expect(await talk.dap.refused("dataBreakpointInfo", stale)).toMatchObject({ id: 202 });
    const bad = { name: "there", asAddress: true };
    expect(await talk.dap.refused("dataBreakpointInfo", bad)).toMatchObject({ id: 102 });
  });
});
