import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { exists, readStatements } from "../coverage/conformance-page.ts";
import { protocolCapabilities, protocolEvents, protocolRequests } from "../support/schema.ts";

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

test("every request, event and capability has a row", () => {
  const rows = readStatements(page).map(({ text }) => text);
  const all = [...protocolRequests, ...protocolEvents, ...protocolCapabilities];

  expect(all.length).toBeGreaterThan(100);
  expect(all.filter((name) => !rows.includes(`\`${name}\``))).toEqual([]);
});

test("what is offered is proved on a real debuggee, or says why it is not", () => {
  const features = readStatements(page.slice(page.indexOf("## Features")));

  const unseen = features.filter(
    ({ proof, tests }) =>
      !proof.startsWith("Not ") && !tests.some(({ file }) => file.startsWith("scenarios/")),
  );
  expect(unseen.map(({ text }) => text)).toEqual([]);
});

test("a test that is gone, or has another title, is noticed", () => {
  const file = "requests/conformance";

  expect(exists({ file, title: "a test that is gone, or has another title, is noticed" })).toBe(
    true,
  );
  expect(exists({ file, title: "a test that is gone" })).toBe(false);
  expect(exists({ file: "requests/gone", title: "a test" })).toBe(false);
});
