import { expect, test } from "vitest";
import { handlers } from "../../adapter/handlers/index.ts";
import { coveragePage } from "../coverage/coverage-page.ts";
import { readTests } from "../coverage/test-source.ts";
import { protocolRequests } from "../support/schema.ts";

test("the page about coverage is up to date", async () => {
  await expect(coveragePage()).toMatchFileSnapshot("../COVERAGE.md");
});

for (const [kind, folder] of [
  ["request test", new URL("./", import.meta.url)],
  ["scenario", new URL("../scenarios/", import.meta.url)],
] as const) {
  test(`every request that is served has a ${kind}`, () => {
    const tested = new Set(readTests(folder).flatMap(({ commands }) => [...commands]));

    expect([...handlers.keys()].filter((command) => !tested.has(command))).toEqual([]);
  });
}

test("only requests of the protocol are served", () => {
  expect([...handlers.keys()].filter((command) => !protocolRequests.includes(command))).toEqual([]);
});
