import { describe, expect, test } from "./fixtures.ts";

describe("configurationDone", () => {
  for (const args of [undefined, null, {}]) {
    test(`is accepted with ${JSON.stringify(args)} as arguments`, async ({ talk }) => {
      await talk.initialize();
      const { started } = await talk.begin();

      await talk.dap.request("configurationDone", args as never);

      expect((await started).success).toBe(true);
    });
  }

  test("is refused once the debuggee runs", async ({ talk }) => {
    await talk.run();

    expect(await talk.dap.refused("configurationDone")).toMatchObject({ id: 203 });
  });
});
