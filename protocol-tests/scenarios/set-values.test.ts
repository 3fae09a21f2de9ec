import { describe, expect, test } from "../support/fixtures.ts";
import { expectSentence } from "../support/sentence.ts";
import type { Session } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

async function atAllSet(stage: Stage): Promise<Session> {
  const session = await stage.launch("data", { at: ["all-set"] });
  await session.stopped("breakpoint");
  return session;
}

/** Sets an expression in the top frame, and answers what is said to be there afterwards. */
async function set(session: Session, expression: string, value: string): Promise<string> {
  const { id: frameId } = await session.top();
  return (await session.dap.request("setExpression", { expression, value, frameId })).value;
}

/** Reference of a scope of the top frame. */
async function scopeOf(session: Session, name: string): Promise<number> {
  const { scopes } = await session.dap.request("scopes", { frameId: (await session.top()).id });
  return scopes.find((scope) => scope.name === name)?.variablesReference ?? 0;
}

const written: readonly (readonly [expression: string, value: string, shown: RegExp])[] = [
  ["first", "42", /^42$/],
  ["first", "-7", /^-7$/],
  ["first", "0x10", /^16$/],
  ["first", "origin.x * 2", /^6$/],
  ["big", "-9000000000000000000", /^-9000000000000000000$/],
  ["byte", "255", /^255\b/],
  ["ratio", "-2.5", /^-2\.5/],
  ["square.area", "1e10", /^1e\+0?10|^10000000000/],
  ["square.corners[2].x", "77", /^77$/],
  ["square.colour", "BLUE", /BLUE/],
  ["square.layer", "6", /^6$/],
  ["small[1]", "1000", /^1000$/],
  ["text[0]", "'X'", /'X'/],
  ["list.next->value", "21", /^21$/],
  ["global_counter", "1", /^1$/],
];

describe("setExpression", () => {
  for (const [expression, value, shown] of written) {
    test(`writes ${value} to ${expression} and reads it back`, async ({ stage }) => {
      const session = await atAllSet(stage);

      expect(await set(session, expression, value)).toMatch(shown);

      expect((await session.evaluate(expression)).result).toMatch(shown);
      await session.disconnect();
    });
  }

  test("moves a pointer", async ({ stage }) => {
    const session = await atAllSet(stage);

    await set(session, "pointer", "&square.corners[1]");

    expect((await session.evaluate("pointer->y")).result).toBe("2");
    await set(session, "pointer", "0");
    expect((await session.evaluate("pointer")).result).toMatch(/^0x0+/);
    await session.disconnect();
  });

  test("refuses what does not fit, and changes nothing", async ({ stage }) => {
    const session = await atAllSet(stage);
    const { id: frameId } = await session.top();
    const bad = [
      ["first", "no_such_name"],
      ["first", "1 +"],
      ["first", ""],
      ["first + 1", "5"],
      ["no_such_name", "5"],
      ["origin", "5"],
    ];

    for (const [expression, value] of bad) {
      const refusal = await session.dap.refused("setExpression", { expression, value, frameId });
      expectSentence(refusal.format);
    }

    expect((await session.evaluate("first")).result).toBe("5");
    expect((await session.evaluate("origin.x")).result).toBe("3");
    await session.disconnect();
  });

  test("is what the debuggee goes on with", async ({ stage }) => {
    const session = await stage.launch("exit-code", { args: ["7"], at: ["return"] });
    await session.stopped("breakpoint");

    await set(session, "code", "42");
    await session.continue();

    await session.exits(42);
    await session.disconnect();
  });
});

describe("setVariable", () => {
  test("writes locals, arguments, members and elements", async ({ stage }) => {
    const session = await atAllSet(stage);
    const locals = await scopeOf(session, "Locals");
    const set = async (variablesReference: number, name: string, value: string) =>
      (await session.dap.request("setVariable", { variablesReference, name, value })).value;
    const square = (await session.evaluate("square")).variablesReference;
    const small = (await session.evaluate("small")).variablesReference;

    expect(await set(await scopeOf(session, "Arguments"), "first", "11")).toBe("11");
    expect(await set(locals, "ratio", "1.5")).toMatch(/^1\.5/);
    expect(await set(square, "area", "9.5")).toMatch(/^9\.5/);
    expect(await set(small, "[2]", "-3")).toBe("-3");

    const values = ["first", "ratio", "square.area", "small[2]"].map((expression) =>
      session.evaluate(expression),
    );
    expect((await Promise.all(values)).map(({ result }) => Number(result))).toEqual([
      11, 1.5, 9.5, -3,
    ]);
    await session.disconnect();
  });

  test("refuses a name that is not there and a value that does not fit", async ({ stage }) => {
    const session = await atAllSet(stage);
    const variablesReference = await scopeOf(session, "Locals");

    for (const [name, value] of [
      ["nobody", "1"],
      ["ratio", "no_such_name"],
      ["square", "5"],
    ]) {
      const refusal = await session.dap.refused("setVariable", { variablesReference, name, value });
      expectSentence(refusal.format);
    }
    await session.disconnect();
  });

  test("writes what it shows in hexadecimal when asked to", async ({ stage }) => {
    const session = await atAllSet(stage);

    const { value } = await session.dap.request("setVariable", {
      variablesReference: await scopeOf(session, "Arguments"),
      name: "first",
      value: "255",
      format: { hex: true },
    });

    expect(value).toMatch(/^0x0*ff$/i);
    await session.disconnect();
  });
});
