import { describe, expect, test } from "vitest";
import { SourcePaths } from "./source-paths.ts";

const none = () => false;

describe("sourceFileMap", () => {
  const maps: readonly [
    name: string,
    sourceFileMap: Record<string, string>,
    symbols: string,
    client: string,
  ][] = [
    ["replaces the beginning", { "/build": "/home/me" }, "/build/src/a.c", "/home/me/src/a.c"],
    ["takes a slash at the end", { "/build/": "/home/me/" }, "/build/a.c", "/home/me/a.c"],
    ["takes the longest match", { "/b": "/x", "/b/c": "/y" }, "/b/c/a.c", "/y/a.c"],
    ["matches whole names only", { "/bui": "/x" }, "/build/a.c", "/build/a.c"],
    [
      "from Windows to Linux",
      { "C:\\build": "/home/me" },
      "C:\\build\\src\\a.c",
      "/home/me/src/a.c",
    ],
    ["from Linux to Windows", { "/build": "D:\\me" }, "/build/src/a.c", "D:\\me\\src\\a.c"],
    ["one file", { "/build/a.c": "/home/b.c" }, "/build/a.c", "/home/b.c"],
  ];
  for (const [name, sourceFileMap, symbols, client] of maps) {
    test(`${name}, in both directions`, () => {
      expect(new SourcePaths({ sourceFileMap }, none).toClient(symbols).path).toBe(client);
      expect(new SourcePaths({ sourceFileMap }, none).toSymbols(client)).toBe(symbols);
    });
  }

  test("takes Windows paths in any case and with both slashes", () => {
    const paths = new SourcePaths({ sourceFileMap: { "c:/Build": "/home/me" } }, none);
    expect(paths.toClient("C:\\BUILD\\Src\\a.c").path).toBe("/home/me/Src/a.c");
  });

  test("respects case in other paths", () => {
    const paths = new SourcePaths({ sourceFileMap: { "/Build": "/home/me" } }, none);
    expect(paths.toClient("/build/a.c").path).toBe("/build/a.c");
  });

  test("takes the root", () => {
    const paths = new SourcePaths({ sourceFileMap: { "/": "/mnt/target" } }, none);
    expect(paths.toClient("/src/a.c").path).toBe("/mnt/target/src/a.c");
    expect(paths.toSymbols("/mnt/target/src/a.c")).toBe("/src/a.c");
  });
});

describe("sourcePath", () => {
  const files = ["/work/lib/a.c", "/work/a.c", "/other/b.c"];
  const exists = (path: string) => files.includes(path);
  const paths = () => new SourcePaths({ sourcePath: ["/work", "/other"] }, exists);

  test("finds a file by the longest end of its path", () => {
    expect(paths().toClient("/build/proj/lib/a.c")).toEqual({ path: "/work/lib/a.c", found: true });
    expect(paths().toClient("C:\\build\\b.c")).toEqual({ path: "/other/b.c", found: true });
    expect(paths().toClient("..\\..\\lib\\a.c")).toEqual({ path: "/work/lib/a.c", found: true });
  });

  test("is not asked for a file that is where the symbols say", () => {
    expect(paths().toClient("/work/a.c")).toEqual({ path: "/work/a.c", found: true });
  });

  test("leaves a file alone that is nowhere", () => {
    expect(paths().toClient("/build/c.c")).toEqual({ path: "/build/c.c", found: false });
  });

  test("leads back to what the symbols said", () => {
    const known = paths();
    known.toClient("/build/proj/lib/a.c");
    expect(known.toSymbols("/work/lib/a.c")).toBe("/build/proj/lib/a.c");
  });

  test("leads back to the part below the folder when no stack has shown the file", () => {
    expect(paths().toSymbols("/work/lib/a.c")).toBe("lib/a.c");
  });
});
