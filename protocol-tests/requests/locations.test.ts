import type { Variable } from "../../src/engine/model.ts";
import { at, describe, expect, source, test } from "./fixtures.ts";

const frame = { threadId: 7, level: 0 };
const pointer: Variable = {
  name: "handler",
  value: "0x2000 <f>",
  valueLocation: { kind: "code", address: 0x2000n },
  declaration: { kind: "declaration", frame, name: "handler" },
};

describe("locations", () => {
  test("are looked up when they are asked for, and not before", async ({ talk }) => {
    await talk.stop();
    talk.engine.scopes.locals = [pointer, { name: "plain", value: "1" }];
    talk.engine.places.set("0x2000", at(12)).set("handler", at(3));
    const variablesReference = await talk.scopeReference("locals");
    talk.engine.calls.length = 0;

    const { variables } = await talk.dap.request("variables", { variablesReference });
    const [handler, plain] = variables;
    expect(plain).toEqual({ name: "plain", value: "1", variablesReference: 0 });
    expect(talk.engine.calls).toEqual(["variables 7 0 locals"]);

    const value = { locationReference: handler?.valueLocationReference ?? 0 };
    expect(await talk.dap.request("locations", value)).toMatchObject({
      source: { name: "prog.c", path: source },
      line: 12,
    });
    const declaration = { locationReference: handler?.declarationLocationReference ?? 0 };
    expect(await talk.dap.request("locations", declaration)).toMatchObject({ line: 3 });
    expect(talk.engine.calls.slice(1)).toEqual([
      "locate code 0x2000",
      "locate declaration handler",
    ]);
  });

  test("of a result are those of its value", async ({ talk }) => {
    await talk.stop();
    talk.engine.expressions.set("handler", pointer);
    talk.engine.places.set("0x2000", at(12));

    const result = await talk.dap.request("evaluate", { expression: "handler" });

    expect(result).toEqual({
      result: "0x2000 <f>",
      variablesReference: 0,
      valueLocationReference: expect.any(Number),
    });
    const locationReference = result.valueLocationReference ?? 0;
    const { line } = (await talk.dap.request("locations", { locationReference })) ?? {};
    expect(line).toBe(12);
  });

  test("count lines as the client does", async ({ talk }) => {
    await talk.stop({ linesStartAt1: false });
    talk.engine.expressions.set("handler", pointer);
    talk.engine.places.set("0x2000", at(12));
    const { valueLocationReference = 0 } = await talk.dap.request("evaluate", {
      expression: "handler",
    });

    const place = await talk.dap.request("locations", {
      locationReference: valueLocationReference,
    });

    expect(place?.line).toBe(11);
  });

  test("keep their number during a stop, and are gone after it", async ({ talk }) => {
    await talk.stop();
    talk.engine.expressions.set("handler", pointer);
    const ask = () => talk.dap.request("evaluate", { expression: "handler" });
    const { valueLocationReference: locationReference = 0 } = await ask();
    expect((await ask()).valueLocationReference).toBe(locationReference);
    await talk.dap.request("continue", { threadId: 7 });
    talk.engine.stop();
    await talk.dap.next("stopped");

    const refusal = await talk.dap.refused("locations", { locationReference });

    expect(refusal).toMatchObject({ id: 202, showUser: false });
    expect((await ask()).valueLocationReference).not.toBe(locationReference);
  });

  test("that nobody handed out, or that the symbols do not know, are refused", async ({ talk }) => {
    await talk.stop();
    talk.engine.expressions.set("handler", pointer);
    const { valueLocationReference = 0 } = await talk.dap.request("evaluate", {
      expression: "handler",
    });

    const unknown = await talk.dap.refused("locations", {
      locationReference: valueLocationReference,
    });
    const never = await talk.dap.refused("locations", { locationReference: 4711 });

    expect(unknown.format).toContain("The symbols do not tell where '0x2000' is.");
    expect(never).toMatchObject({ id: 202 });
  });
});
