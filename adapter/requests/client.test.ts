import { describe, expect, test } from "vitest";
import { Client } from "./client.ts";

describe("lines and columns", () => {
  test("count from 1 unless the client says otherwise", () => {
    const client = new Client();
    expect([client.lineOut(3), client.lineIn(3), client.firstColumn]).toEqual([3, 3, 1]);
  });

  test("count from 0 for a client that does", () => {
    const client = new Client({ linesStartAt1: false, columnsStartAt1: false });
    expect([client.lineOut(3), client.lineIn(2), client.firstColumn]).toEqual([2, 3, 0]);
  });
});

describe("paths", () => {
  const uris = new Client({ pathFormat: "uri" });
  for (const [path, uri] of [
    ["/src/a b#.c", "file:///src/a%20b%23.c"],
    ["C:\\src\\größe.c", "file:///C:/src/gr%C3%B6%C3%9Fe.c"],
    ["\\\\server\\share\\a.c", "file://server/share/a.c"],
  ] as const) {
    test(`${path} as URI and back`, () => {
      expect(uris.pathOut(path)).toBe(uri);
      expect(uris.pathIn(uri)).toBe(path);
    });
  }

  test("stay as they are for other clients", () => {
    const client = new Client({ pathFormat: "path" });
    expect(client.pathOut("C:\\a.c")).toBe("C:\\a.c");
    expect(client.pathIn("C:\\a.c")).toBe("C:\\a.c");
  });

  test("an encoded drive letter, as some clients write it", () => {
    expect(uris.pathIn("file:///c%3A/src/a.c")).toBe("c:\\src\\a.c");
  });
});
