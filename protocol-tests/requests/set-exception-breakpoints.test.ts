import { describe, expect, test } from "./fixtures.ts";

describe("setExceptionBreakpoints", () => {
  test("accepts the empty list that clients always send", async ({ talk }) => {
    await talk.initialize();

    expect(await talk.dap.request("setExceptionBreakpoints", { filters: [] })).toEqual({
      breakpoints: [],
    });
  });

  test("says that a filter does not exist", async ({ talk }) => {
    await talk.stop();

    const reply = await talk.dap.request("setExceptionBreakpoints", {
      filters: ["all"],
      filterOptions: [{ filterId: "none" }],
    });

    expect(reply?.breakpoints).toMatchObject([
      { verified: false, message: "There is no exception filter 'all'." },
      { verified: false, message: "There is no exception filter 'none'." },
    ]);
  });
});
