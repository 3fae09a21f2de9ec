import { describe, expect, test } from "../support/fixtures.ts";

describe("breakpointLocations", () => {
  test("are the lines with code, in order and inside the range", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start"] });
    await session.stopped("breakpoint");
    const source = { path: session.sample.source };
    const line = session.line("second");
    const endLine = session.line("call-nested");

    const { breakpoints } = await session.dap.request("breakpointLocations", {
      source,
      line,
      endLine,
    });

    // The line between them is a comment.
    expect(breakpoints.map((location) => location.line)).toEqual([
      line,
      session.line("call-add"),
      endLine,
    ]);
    await session.disconnect();
  });

  test("of one line are that line or none", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start"] });
    await session.stopped("breakpoint");
    const source = { path: session.sample.source };
    const at = async (marker: string) =>
      (
        await session.dap.request("breakpointLocations", { source, line: session.line(marker) })
      ).breakpoints.map((location) => location.line);

    expect(await at("print")).toEqual([session.line("print")]);
    expect(await at("comment")).toEqual([]);
    await session.disconnect();
  });

  test("of a file that nobody knows are none", async ({ stage }) => {
    const session = await stage.launch("steps", { at: ["start"] });
    await session.stopped("breakpoint");

    const { breakpoints } = await session.dap.request("breakpointLocations", {
      source: { path: "/no/such/file.c" },
      line: 1,
      endLine: 100,
    });

    expect(breakpoints).toEqual([]);
    await session.disconnect();
  });
});
