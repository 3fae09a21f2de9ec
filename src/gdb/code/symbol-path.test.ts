import { expect, test } from "vitest";
import { readSymbolPath } from "./symbol-path.ts";

test("folders are told from servers, and what only dbgeng understands is left out", () => {
  const entries = ["/symbols", "https://debuginfod.example", "srv*c:\\cache*https://b", "/more"];

  expect(readSymbolPath(entries)).toEqual({
    folders: ["/symbols", "/more"],
    servers: ["https://debuginfod.example"],
  });
});
