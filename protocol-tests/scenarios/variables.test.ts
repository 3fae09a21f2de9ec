import { describe, expect, test } from "../support/fixtures.ts";
import type { Session } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

async function atAllSet(stage: Stage, client: Record<string, unknown> = {}): Promise<Session> {
  const session = await stage.launch("data", { at: ["all-set"], client });
  await session.stopped("breakpoint");
  return session;
}

const reference = (found: { variablesReference: number } | undefined) =>
  found?.variablesReference ?? 0;

describe("scopes and variables", () => {
  test("have arguments and locals with their values", async ({ stage }) => {
    const session = await atAllSet(stage);

    const args = await session.scope("Arguments");
    const locals = await session.scope("Locals");

    expect(args.get("first")).toMatchObject({ value: "5", type: "int", variablesReference: 0 });
    expect(args.get("second")?.value).toContain('"hello"');
    expect(locals.get("ratio")?.value).toMatch(/^0\.25/);
    expect(locals.get("big")?.value).toBe("-1234567890123");
    expect(locals.get("byte")?.value).toMatch(/^200/);
    expect(locals.get("text")?.value).toContain("in an array");
    expect([...locals.keys()]).not.toContain("first");
    await session.disconnect();
  });

  test("begin with one that has something in it", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start", "in-add"] });
    const named = async (frameId: number) =>
      (await session.dap.request("scopes", { frameId })).scopes.map(({ name }) => name);

    const main = await session.stoppedIn("breakpoint");
    expect(await named(main.id)).toEqual(["Locals", "Registers"]);
    await session.continue();
    await session.stopped("breakpoint");
    const [add, caller] = await session.frames(2);

    expect(await named(add?.id ?? 0)).toEqual(["Locals", "Arguments", "Registers"]);
    expect(await named(caller?.id ?? 0)).toEqual(["Locals", "Registers"]);
    expect((await session.scope("Locals", caller?.id)).get("first")?.value).toBe("10");
    await session.disconnect();
  });

  test("go without locals where there are arguments alone", async ({ stage }) => {
    const session = await stage.launch("faults", { args: ["poke"], at: ["poke"] });
    const frame = await session.stoppedIn("breakpoint");

    const { scopes } = await session.dap.request("scopes", { frameId: frame.id });

    expect(scopes.map(({ name }) => name)).toEqual(["Arguments", "Registers"]);
    expect((await session.scope("Arguments")).get("where")?.value).toMatch(/^0x0*10\b/);
    await session.disconnect();
  });

  test("show text beyond ASCII", async ({ stage }) => {
    const session = await atAllSet(stage);

    const locals = await session.scope("Locals");

    expect(locals.get("accents")?.value).toContain("grüß");
    await session.disconnect();
  });

  test("expand a struct, and structs and arrays in it", async ({ stage }) => {
    const session = await atAllSet(stage);
    const locals = await session.scope("Locals");

    const origin = await session.variables(reference(locals.get("origin")));
    const square = await session.variables(reference(locals.get("square")));
    const corners = await session.variables(reference(square.get("corners")));
    const corner = await session.variables(reference(corners.get("[2]")));

    expect(origin.get("x")).toMatchObject({ value: "3" });
    expect(origin.get("y")).toMatchObject({ value: "-4" });
    expect([...square.keys()]).toEqual(
      expect.arrayContaining(["name", "corners", "colour", "visible", "layer", "area"]),
    );
    expect(square.get("colour")?.value).toContain("GREEN");
    expect(square.get("layer")?.value).toBe("9");
    expect(corners.size).toBe(4);
    expect(corner.get("x")?.value).toBe("2");
    await session.disconnect();
  });

  test("sum up structs and arrays on one short line, however long they are", async ({ stage }) => {
    const session = await atAllSet(stage);
    const locals = await session.scope("Locals");
    const square = await session.variables(reference(locals.get("square")));
    const corners = await session.variables(reference(square.get("corners")));

    expect(locals.get("origin")?.value).toBe("{x = 3, y = -4}");
    expect(locals.get("small")?.value).toBe("{7, 8, 9}");
    expect(locals.get("matrix")?.value).toBe("{{1, 2, 3}, {4, 5, 6}}");
    expect(locals.get("large")?.value).toBe("{0, 2, 4, 6, 8, 10, 12, 14, 16, 18, ...}");
    expect(locals.get("list")?.value).toMatch(/^\{value = 10, next = 0x[0-9a-f]+\}$/);
    expect(locals.get("square")?.value).toMatch(/^\{name = 0x[0-9a-f]+ "square", corners = \{\{/);
    expect(locals.get("square")?.value).toMatch(/, \.\.\.\}$/);
    expect(square.get("corners")?.value).toBe(
      "{{x = 0, y = 0}, {x = 0, y = 2}, {x = 2, y = 2}, {x = 2, y = 0}}",
    );
    expect(corners.get("[2]")?.value).toBe("{x = 2, y = 2}");
    expect((await session.evaluate("square.corners[1]", "hover")).result).toBe("{x = 0, y = 2}");
    expect((await session.evaluate("origin", "repl")).result).toBe("{x = 3, y = -4}");
    expect((await session.evaluate("*pointer")).result).toBe("{x = 3, y = -4}");
    if (stage.engine.kind === "gdb") {
      expect((await session.evaluate("origin = *pointer")).result).toBe("{x = 3, y = -4}");
    }
    await session.disconnect();
  });

  test("expand an array with its elements numbered", async ({ stage }) => {
    const session = await atAllSet(stage);
    const locals = await session.scope("Locals");

    expect(locals.get("small")).toMatchObject({ indexedVariables: 3 });
    const small = await session.variables(reference(locals.get("small")));
    const matrix = await session.variables(reference(locals.get("matrix")));
    const row = await session.variables(reference(matrix.get("[1]")));

    expect([...small].map(([name, { value }]) => `${name}=${value}`)).toEqual([
      "[0]=7",
      "[1]=8",
      "[2]=9",
    ]);
    expect([...row.values()].map(({ value }) => value)).toEqual(["4", "5", "6"]);
    await session.disconnect();
  });

  test("follow a pointer only when it is expanded", async ({ stage }) => {
    const session = await atAllSet(stage);
    const locals = await session.scope("Locals");

    const pointer = await session.variables(reference(locals.get("pointer")));
    let node = await session.variables(reference(locals.get("list")));
    const values = [node.get("value")?.value];
    for (let depth = 0; depth < 2; depth++) {
      node = await session.variables(reference(node.get("next")));
      values.push(node.get("value")?.value);
    }

    expect(pointer.get("x")?.value).toBe("3");
    expect(values).toEqual(["10", "20", "30"]);
    expect(locals.get("pointer")?.memoryReference).toMatch(/^0x[0-9a-f]+$/i);
    await session.disconnect();
  });

  test("do not fail on a null pointer", async ({ stage }) => {
    const session = await atAllSet(stage);
    const nothing = (await session.scope("Locals")).get("nothing");

    expect(nothing?.value).toMatch(/^0x0/);
    if (reference(nothing) > 0) {
      const response = await session.dap.send("variables", {
        variablesReference: reference(nothing),
      });
      if (!response.success) expect(response.message).toBeTruthy();
    }
    await session.disconnect();
  });

  test("page a big array for a client that pages", async ({ stage }) => {
    const session = await atAllSet(stage);
    const large = (await session.scope("Locals")).get("large");
    expect(large).toMatchObject({ indexedVariables: 10_000 });
    const page = async (start: number, count: number) => {
      const found = await session.variables(reference(large), { filter: "indexed", start, count });
      return [...found].map(([name, { value }]) => `${name}=${value}`);
    };

    expect(await page(0, 3)).toEqual(["[0]=0", "[1]=2", "[2]=4"]);
    expect(await page(9_998, 100)).toEqual(["[9998]=19996", "[9999]=19998"]);
    expect(await page(5_000, 1)).toEqual(["[5000]=10000"]);
    expect(await page(10_000, 10)).toEqual([]);
    await session.disconnect();
  });

  test("give a client that does not page ranges of bounded size", async ({ stage }) => {
    const session = await atAllSet(stage, { supportsVariablePaging: false });
    const large = (await session.scope("Locals")).get("large");

    const ranges = await session.variables(reference(large));
    const elements: string[] = [];
    const collect = async (found: typeof ranges): Promise<void> => {
      expect(found.size).toBeLessThanOrEqual(1000);
      for (const variable of found.values()) {
        if (variable.variablesReference > 0) {
          await collect(await session.variables(variable.variablesReference));
        } else {
          elements.push(variable.value);
        }
      }
    };
    await collect(ranges);

    expect(elements).toEqual(Array.from({ length: 10_000 }, (_, index) => String(index * 2)));
    await session.disconnect();
  });

  test("give names that evaluate to the same value", async ({ stage }) => {
    const session = await atAllSet(stage);
    const locals = await session.scope("Locals");
    const square = await session.variables(reference(locals.get("square")));
    const small = await session.variables(reference(locals.get("small")));
    const samples = [
      square.get("layer"),
      square.get("area"),
      small.get("[1]"),
      locals.get("ratio"),
    ];

    for (const variable of samples) {
      const { result } = await session.evaluate(variable?.evaluateName ?? "(no evaluateName)");
      expect(result).toBe(variable?.value);
    }
    await session.disconnect();
  });

  test("refuse references of an earlier stop", async ({ stage }) => {
    const session = await stage.launch("data", { at: ["in-sum", "return-sum"] });
    await session.stopped("breakpoint");
    const [, caller] = await session.frames();
    const locals = await session.scope("Locals", caller?.id);
    const variablesReference = reference(locals.get("origin"));
    expect(variablesReference).toBeGreaterThan(0);
    await session.continue();
    await session.stopped("breakpoint");

    await session.dap.refused("variables", { variablesReference });
    await session.disconnect();
  });

  test("leave out types for a client that shows none", async ({ stage }) => {
    const session = await atAllSet(stage, { supportsVariableType: false });

    const locals = await session.scope("Locals");

    expect(locals.get("ratio")?.type).toBeUndefined();
    await session.disconnect();
  });
});

describe("variables of C++", () => {
  test("have the members of the class and of its base", async ({ stage }) => {
    const session = await stage.launch("shapes", { at: ["call-larger"] });
    await session.stopped("breakpoint");
    const locals = await session.scope("Locals");

    const text = JSON.stringify([...(await session.variables(reference(locals.get("wide"))))]);

    expect(text).toContain("width_");
    expect((await session.evaluate("wide.width_ * 2")).result).toBe("8");
    expect((await session.evaluate("wide.id_")).result).toBe("1");
    await session.disconnect();
  });

  test("show a base class as what it is, to be expanded", async ({ stage }) => {
    const session = await stage.launch("shapes", { at: ["call-larger"] });
    await session.stopped("breakpoint");
    const locals = await session.scope("Locals");

    const members = await session.variables(reference(locals.get("tall")));

    const base = members.get("Shape");
    expect(base?.presentationHint?.kind).toBe("baseClass");
    expect(members.get("width_")?.presentationHint?.kind).toBe("property");
    expect((await session.variables(reference(base))).get("id_")?.value).toBe("2");
    expect((await session.evaluate("tall", "clipboard")).result).toMatch(/id_ = 2/);
    await session.disconnect();
  });

  test("show what is in a base class that is a template", async ({ stage }) => {
    const session = await stage.launch("containers", { at: ["all-set"] });
    await session.stopped("breakpoint");
    const locals = await session.scope("Locals");
    const members = await session.variables(reference(locals.get("sorted")));

    const inherited = await session.variables(reference(members.get("lab::Vector<int>")));

    expect(inherited.get("count")?.value).toBe("3");
    await session.disconnect();
  });

  test("are summed up with the base class, without what only the compiler knows", async ({
    stage,
  }) => {
    const session = await stage.launch("shapes", { at: ["call-larger"] });
    await session.stopped("breakpoint");
    const locals = await session.scope("Locals");

    expect(locals.get("wide")?.value).toMatch(
      /^\{Shape = \{id_ = 1\}, width_ = 4, height_ = \d+\}$/,
    );
    expect((await session.evaluate("tall")).result).toBe(locals.get("tall")?.value);
    await session.disconnect();
  });

  test("stop in a method with this", async ({ stage }) => {
    const session = await stage.launch("shapes", { at: ["in-area"] });

    const frame = await session.stoppedIn("breakpoint");

    expect(frame.name).toContain("area");
    expect((await session.evaluate("this->width_")).result).toBe("4");
    await session.disconnect();
  });
});
