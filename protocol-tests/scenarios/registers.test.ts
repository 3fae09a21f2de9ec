import { describe, expect, test } from "../support/fixtures.ts";
import { wordRegister } from "../support/word-register.ts";

describe("registers", () => {
  test("are a scope of their own that is read only when asked for", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["in-add"] });
    const frame = await session.stoppedIn("breakpoint");

    const { scopes } = await session.dap.request("scopes", { frameId: frame.id });

    const registers = scopes.filter(({ presentationHint }) => presentationHint === "registers");
    expect(registers).toMatchObject([{ expensive: true }]);
    expect(scopes.find(({ presentationHint }) => presentationHint === "locals")).toBeDefined();
    expect(scopes.find(({ presentationHint }) => presentationHint === "arguments")).toBeDefined();
    await session.disconnect();
  });

  test("have the values of the stop", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["in-add"] });
    const frame = await session.stoppedIn("breakpoint");

    const registers = await session.scope("Registers", frame.id);

    for (const half of ["ip", "sp", "ax"]) {
      expect(registers.get(wordRegister(stage.engine, half))?.value).toMatch(/0x[0-9a-f]+/i);
    }
    const pointer = wordRegister(stage.engine, "ip");
    const instruction = /0x[0-9a-f]+/i.exec(registers.get(pointer)?.value ?? "")?.[0];
    expect(BigInt(instruction ?? 0)).toBe(BigInt(frame.instructionPointerReference ?? 0));
    await session.disconnect();
  });

  test("can be written", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["in-add"] });
    const frame = await session.stoppedIn("breakpoint");
    const { scopes } = await session.dap.request("scopes", { frameId: frame.id });
    const variablesReference =
      scopes.find(({ presentationHint }) => presentationHint === "registers")?.variablesReference ??
      0;
    const name = wordRegister(stage.engine, "ax");

    const { value } = await session.dap.request("setVariable", {
      variablesReference,
      name,
      value: "0x1234",
    });

    expect(value).toMatch(/0x0*1234\b/);
    expect((await session.scope("Registers")).get(name)?.value).toMatch(/0x0*1234\b/);
    await session.disconnect();
  });
});

describe("hexadecimal values", () => {
  test("are given when asked for, and only then", async ({ stage }) => {
    const session = await stage.launch("data", { at: ["all-set"] });
    const frame = await session.stoppedIn("breakpoint");
    const hex = async (expression: string) =>
      (
        await session.dap.request("evaluate", {
          expression,
          frameId: frame.id,
          context: "watch",
          format: { hex: true },
        })
      ).result;

    expect(await hex("first")).toMatch(/^0x0*5$/);
    expect(await hex("small[2] * 10")).toMatch(/^0x0*5a$/i);
    expect((await session.evaluate("first")).result).toBe("5");
    expect(session.capabilities.supportsValueFormattingOptions).toBe(true);
    await session.disconnect();
  });

  test("are given for an expression that says so, and for all that is in it", async ({ stage }) => {
    const session = await stage.launch("data", { at: ["all-set"] });
    await session.stopped("breakpoint");

    const { variablesReference } = await session.evaluate("square,x");
    const square = await session.variables(variablesReference);
    const corners = await session.variables(square.get("corners")?.variablesReference ?? 0);
    const corner = await session.variables(corners.get("[1]")?.variablesReference ?? 0);

    expect((await session.evaluate("first,x", "repl")).result).toMatch(/^0x0*5$/);
    expect((await session.evaluate("first,d")).result).toBe("5");
    expect(square.get("layer")?.value).toMatch(/^0x0*9$/);
    expect(corner.get("y")?.value).toMatch(/^0x0*2$/);
    expect((await session.evaluate("small,h", "clipboard")).result).toMatch(
      /^\{0x0*7, 0x0*8, 0x0*9\}$/,
    );
    expect((await session.evaluate("small", "clipboard")).result).toBe("{7, 8, 9}");
    await session.disconnect();
  });

  test("work in scopes, members and elements", async ({ stage }) => {
    const session = await stage.launch("data", { at: ["all-set"] });
    const frame = await session.stoppedIn("breakpoint");
    const { scopes } = await session.dap.request("scopes", { frameId: frame.id });
    const ofArguments = scopes.find(({ presentationHint }) => presentationHint === "arguments");
    const format = { hex: true };

    const args = await session.variables(ofArguments?.variablesReference ?? 0, { format });
    const small = await session.evaluate("small");
    const elements = await session.variables(small.variablesReference, { format });
    const square = await session.evaluate("square");
    const members = await session.variables(square.variablesReference, { format });

    expect(args.get("first")?.value).toMatch(/^0x0*5$/);
    expect(elements.get("[2]")?.value).toMatch(/^0x0*9$/);
    expect(members.get("layer")?.value).toMatch(/^0x0*9$/);
    await session.disconnect();
  });
});
