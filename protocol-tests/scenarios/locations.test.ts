import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { describe, expect, test } from "../support/fixtures.ts";
import type { Session } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

async function atCallbacks(stage: Stage): Promise<Session> {
  const session = await stage.launch("callbacks", { at: ["all-set"] });
  await session.stopped("breakpoint");
  return session;
}

async function place(session: Session, locationReference = 0) {
  const { source, line } =
    (await session.dap.request("locations", { locationReference })) ??
    session.dap.fail("There is no location.");
  return [source.name, line];
}

const functionOf = ({ valueLocationReference }: Partial<Dap.Variable> = {}) =>
  valueLocationReference;

describe("locations", () => {
  test("of function pointers are their functions", async ({ stage }) => {
    const session = await atCallbacks(stage);
    const twice = ["callbacks.cpp", session.line("twice")];
    const negated = ["callbacks.cpp", session.line("negated")];
    const locals = await session.scope("Locals");
    const how = (await session.scope("Arguments")).get("how");
    const table = await session.variables(locals.get("table")?.variablesReference ?? 0);
    const chosen = await session.variables(locals.get("chosen")?.variablesReference ?? 0);

    expect(await place(session, functionOf(how))).toEqual(twice);
    expect(await place(session, functionOf(locals.get("plain")))).toEqual(twice);
    expect(await place(session, functionOf(locals.get("direct")))).toEqual(negated);
    expect(await place(session, functionOf(table.get("[1]")))).toEqual(negated);
    expect(await place(session, functionOf(chosen.get("run")))).toEqual(twice);
    await session.disconnect({ terminateDebuggee: true });
  });

  test("of results are their functions, also of a value just written", async ({ stage }) => {
    const session = await atCallbacks(stage);
    const { id: frameId } = await session.top();

    const result = await session.evaluate("negated");
    const { valueLocationReference } = await session.dap.request("setExpression", {
      expression: "plain",
      value: "&negated",
      frameId,
    });

    const negated = ["callbacks.cpp", session.line("negated")];
    expect(await place(session, result.valueLocationReference)).toEqual(negated);
    expect(await place(session, valueLocationReference)).toEqual(negated);
    await session.disconnect({ terminateDebuggee: true });
  });

  test("are promised for functions only", async ({ stage }) => {
    const session = await atCallbacks(stage);
    const locals = await session.scope("Locals");

    for (const name of ["none", "data", "table", "chosen", "result"]) {
      expect([name, functionOf(locals.get(name))]).toEqual([name, undefined]);
    }
    await session.disconnect({ terminateDebuggee: true });
  });

  test("of declarations are their lines, where the engine tells", async ({ stage }) => {
    const session = await atCallbacks(stage);
    const locals = await session.scope("Locals");
    const args = await session.scope("Arguments");
    const declared = [
      [args.get("how"), "declare-how"],
      [args.get("number"), "declare-number"],
      [locals.get("plain"), "declare-plain"],
      [locals.get("result"), "declare-result"],
    ] as const;

    if (stage.engine.kind === "dbgeng") {
      // Its symbols know the lines of code only.
      for (const [variable] of declared) {
        expect(variable?.declarationLocationReference).toBeUndefined();
      }
    } else {
      for (const [variable, marker] of declared) {
        const line = session.line(marker);
        expect(await place(session, variable?.declarationLocationReference)).toEqual([
          "callbacks.cpp",
          line,
        ]);
      }
    }
    await session.disconnect({ terminateDebuggee: true });
  });

  test("of an earlier stop are refused", async ({ stage }) => {
    const session = await atCallbacks(stage);
    const locationReference = functionOf((await session.scope("Locals")).get("plain"));
    await session.dap.request("next", { threadId: session.threadId });
    await session.stopped("step");

    const refusal = await session.dap.refused("locations", {
      locationReference: locationReference ?? 0,
    });

    expect(refusal.showUser).toBe(false);
    await session.disconnect({ terminateDebuggee: true });
  });
});
