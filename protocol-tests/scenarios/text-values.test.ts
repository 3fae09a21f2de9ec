import { describe, expect, test } from "../support/fixtures.ts";
import type { Session } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

async function atText(stage: Stage): Promise<Session> {
  const session = await stage.launch("text", { at: ["text"] });
  await session.stopped("breakpoint");
  return session;
}

const alphabet = (length: number) =>
  Array.from({ length }, (_, index) => String.fromCharCode(97 + (index % 26))).join("");

describe("text", () => {
  test("in UTF-8 is shown as it reads", async ({ stage }) => {
    const session = await atText(stage);

    expect((await session.evaluate("utf8")).result).toContain('"grüß 中 😀"');
    expect((await session.evaluate("inside")).result).toContain("grüß 中");
    expect((await session.scope("Arguments")).get("utf8")?.value).toContain("grüß 中 😀");
    await session.disconnect();
  });

  test("of wide characters is shown as it reads", async ({ stage }) => {
    const session = await atText(stage);

    expect((await session.evaluate("wide")).result).toContain("wide grüß 中");
    expect((await session.evaluate("wide_inside")).result).toContain("naïve");
    await session.disconnect();
  });

  test("in UTF-16 is shown as it reads", async ({ stage }) => {
    const session = await atText(stage);

    const pointer = await session.evaluate("utf16");
    expect(pointer.result).toContain("sixteen grüß 中");
    expect(pointer.type).toContain("char16_t");
    expect((await session.evaluate("utf16_inside")).result).toContain("sixteen 😀");
    expect((await session.scope("Locals")).get("utf16_inside")?.value).toContain("sixteen 😀");
    await session.disconnect();
  });

  test("in UTF-32 is shown as it reads", async ({ stage }) => {
    const session = await atText(stage);

    const pointer = await session.evaluate("utf32");
    expect(pointer.result).toContain("thirty-two grüß 中");
    expect(pointer.type).toContain("char32_t");
    expect((await session.evaluate("utf32_inside")).result).toContain("thirty-two 😀");
    expect((await session.scope("Arguments")).get("utf32")?.value).toContain("thirty-two grüß");
    await session.disconnect();
  });

  test("that is no text breaks nothing", async ({ stage }) => {
    const session = await atText(stage);

    expect((await session.evaluate("broken")).result).toContain("ok");
    expect((await session.evaluate("quoted")).result).toContain("twice");
    await session.disconnect();
  });

  test("that is long is cut in a list and whole on the clipboard", async ({ stage }) => {
    const session = await atText(stage);
    const whole = alphabet(5000);

    const shown = (await session.scope("Arguments")).get("utf8")?.value ?? "";
    const locals = await session.scope("Locals");
    const clipboard = await session.evaluate("endless", "clipboard");
    const array = await session.evaluate("long_text", "clipboard");

    expect(shown.length).toBeLessThan(100);
    expect(locals.get("endless")?.value.length).toBeLessThan(whole.length);
    expect(clipboard.result).toContain(whole);
    expect(array.result).toContain(whole);
    await session.disconnect();
  });
});

describe("the clipboard", () => {
  test("gets a struct with all it has", async ({ stage }) => {
    const session = await stage.launch("data", { at: ["all-set"] });
    await session.stopped("breakpoint");

    const { result } = await session.evaluate("square", "clipboard");

    for (const part of ["square", "corners", "GREEN", "area"]) expect(result).toContain(part);
    expect(result).not.toContain("...");
    await session.disconnect();
  });

  test("gets plain values plain", async ({ stage }) => {
    const session = await stage.launch("data", { at: ["all-set"] });
    await session.stopped("breakpoint");

    expect((await session.evaluate("first", "clipboard")).result).toBe("5");
    expect((await session.evaluate("ratio", "clipboard")).result).toMatch(/^0\.25/);
    await session.disconnect();
  });
});
