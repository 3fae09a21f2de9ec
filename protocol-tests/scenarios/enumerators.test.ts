import { describe, expect, test } from "../support/fixtures.ts";
import { logged } from "../support/logged.ts";
import { expectSentence } from "../support/sentence.ts";
import type { Session } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

/** A session that stands before the first wall. */
async function atStart(stage: Stage): Promise<Session> {
  const session = await stage.launch("enumerators", { at: ["start"] });
  await session.stopped("breakpoint");
  return session;
}

/** A session that looks at the second wall. */
async function atSecond(stage: Stage): Promise<Session> {
  const session = await atStart(stage);
  await session.setRules({ at: "look", condition: "wall->number == 1" });
  await session.continue();
  await session.stopped("breakpoint");
  return session;
}

/** Which walls each condition holds for. RED is the only enumerator that the program names. */
const conditions: Record<string, number[]> = {
  "colour == RED": [0],
  "colour == GREEN": [1],
  "BLUE != wall->colour && colour != RED": [1],
  "(int)colour == GREEN || colour > GREEN": [1, 2],
  "wall->shade == Shade::Bright": [2],
  "wall->finish == paint::MATT": [0, 2],
  "wall->coat == paint::Coat::Second": [1, 2],
  "(wall->pot.state == paint::Pot::EMPTY) || (colour < GREEN)": [0, 2],
  "(wall->pot.lid == paint::Pot::Lid::Shut ? colour : BLUE) == GREEN": [1],
};

describe("an enumerator that the program does not name", () => {
  for (const [condition, walls] of Object.entries(conditions)) {
    test(`is known in the condition '${condition}'`, async ({ stage }) => {
      const session = await atStart(stage);

      const [breakpoint] = await session.setRules({ at: "look", condition });
      expect(breakpoint).toMatchObject({ verified: true });
      await session.continue();

      for (const wall of walls) {
        await session.stopped("breakpoint");
        expect((await session.evaluate("wall->number")).result).toBe(String(wall));
        await session.continue();
      }
      await session.exits(2);
      await session.disconnect();
    });
  }

  test("is known in log messages", async ({ stage }) => {
    const session = await atStart(stage);

    await session.setRules({
      at: "look",
      logMessage: "{wall->number}: {colour == GREEN}, {wall->shade == Shade::Bright}",
    });
    await session.continue();

    expect(await logged(session, /^\d:/, 3)).toEqual([
      "0: false, false",
      "1: true, false",
      "2: false, true",
    ]);
    await session.exits(2);
    await session.disconnect();
  });

  test("is written by expressions that assign it", async ({ stage }) => {
    const session = await atSecond(stage);

    for (const [place, name, shown] of [
      ["colour", "BLUE", /BLUE/],
      ["wall->shade", "Shade::Bright", /Bright(?! \(-)/],
      ["wall->finish", "paint::MATT", /MATT/],
      ["wall->pot.state", "paint::Pot::EMPTY", /EMPTY/],
      ["wall->pot.lid", "paint::Pot::Lid::Open", /Open/],
    ] as const) {
      expect((await session.evaluate(`${place} = ${name}`)).result).toMatch(shown);
      expect((await session.evaluate(place)).result).toMatch(shown);
      expect((await session.evaluate(`${place} == ${name}`)).result).toBe("true");
    }
    await session.disconnect();
  });

  test("is written by setVariable and setExpression", async ({ stage }) => {
    const session = await atSecond(stage);
    const { id: frameId } = await session.top();
    const variablesReference = (await session.evaluate("*wall")).variablesReference;

    const set = { name: "finish", value: "paint::MATT", variablesReference };
    expect((await session.dap.request("setVariable", set)).value).toMatch(/MATT/);
    for (const [value, shown] of [
      ["BLUE", /BLUE/],
      ["wall->finish == paint::MATT ? GREEN : RED", /GREEN/],
    ] as const) {
      const change = { expression: "colour", value, frameId };
      expect((await session.dap.request("setExpression", change)).value).toMatch(shown);
    }
    await session.disconnect();
  });

  test("is not taken for one of another enumeration", async ({ stage }) => {
    const session = await atSecond(stage);
    const { id: frameId } = await session.top();

    for (const expression of ["colour == NOBODY", "colour == paint::GREEN"]) {
      const request = { expression, context: "watch", frameId };
      expectSentence((await session.dap.refused("evaluate", request)).format);
    }
    await session.disconnect();
  });

  test("is shown by its name, also where it is negative or needs all bits", async ({ stage }) => {
    const session = await atStart(stage);
    await session.setRules({ at: "look", condition: "wall->number == 2" });
    await session.continue();
    await session.stopped("breakpoint");

    const { variablesReference } = await session.evaluate("*wall");
    const members = await session.variables(variablesReference);

    expect(members.get("shade")?.value).toMatch(/^(?:Shade::Bright|Bright \(200\))$/);
    expect(members.get("finish")?.value).toMatch(/^(?:paint::MATT|MATT \(-3\))$/);
    await session.disconnect();
  });
});
