import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withConfigurationReference } from "./reference.ts";

test("the README describes the configuration as the schema has it", async () => {
  const readme = readFileSync("README.md", "utf8");

  // `npx vitest -u` with this file writes the README anew.
  await expect(withConfigurationReference(readme)).toMatchFileSnapshot("../../README.md");
});
