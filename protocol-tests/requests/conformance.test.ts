import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { exists, readStatements } from "../coverage/conformance-page.ts";

const page = readFileSync(new URL("../CONFORMANCE.md", import.meta.url), "utf8");

test("the page about conformance names tests that exist", () => {
  const tests = readStatements(page).flatMap((statement) => statement.tests);

  expect(tests.length).toBeGreaterThan(200);
  expect(tests.filter((each) => !exists(each))).toEqual([]);
});

test("every statement about conformance is proved, or says why it is not", () => {
  const statements = readStatements(page);

  expect(statements.length).toBeGreaterThan(80);
  const unproved = statements.filter(
    ({ text, proof, tests }) => text === "" || (tests.length === 0 && !proof.startsWith("Not ")),
  );
  expect(unproved.map(({ text }) => text)).toEqual([]);
});

test("a test that is gone, or has another title, is noticed", () => {
  const file = "requests/conformance";

  expect(exists({ file, title: "a test that is gone, or has another title, is noticed" })).toBe(
    true,
  );
  expect(exists({ file, title: "a test that is gone" })).toBe(false);
  expect(exists({ file: "requests/gone", title: "a test" })).toBe(false);
});
