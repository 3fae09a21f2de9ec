import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withConfigurationAttributes } from "./manifest.ts";

test("the manifest describes the configuration as the schema has it", async () => {
  const manifest = readFileSync("package.json", "utf8");

  // `npx vitest -u` with this file writes the manifest anew.
  await expect(withConfigurationAttributes(manifest)).toMatchFileSnapshot("../../package.json");
});
