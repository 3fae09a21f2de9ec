import { expect, test } from "vitest";
import { dataIdOf, parseDataId, whyUnwatchable } from "./data-id.ts";

test("an id is taken apart again", () => {
  expect(parseDataId(dataIdOf({ address: 0x5000n, size: 4 }))).toEqual({
    address: 0x5000n,
    size: 4,
  });
  expect(parseDataId("0x5000")).toBeUndefined();
  expect(parseDataId("counter:4")).toBeUndefined();
});

test.each([1, 2, 4, 8])("%i aligned bytes can be watched", (size) => {
  expect(whyUnwatchable({ address: 0x5008n, size })).toBeUndefined();
});

test("other sizes are refused with the limit", () => {
  expect(whyUnwatchable({ address: 0x5000n, size: 3 })).toContain("1, 2, 4 or 8");
  expect(whyUnwatchable({ address: 0x5000n, size: 1200 })).toContain("1200 bytes");
});

test("data across two registers is refused with its address", () => {
  expect(whyUnwatchable({ address: 0x5002n, size: 4 })).toContain("0x5002");
});
