import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { relayAtStart } from "./far-fixture.ts";
import { SymbolNames } from "./symbol-names.ts";

const breakpoint = "Z0,1234,1";
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "psdap-far-test-"));
  vi.stubEnv("XDG_CACHE_HOME", folder);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

describe("the relay to a server that is far away", () => {
  test("answers what gdb need not wait for", () => {
    const { gdb, server } = relayAtStart();

    gdb.say("QPassSignals:e;10");
    gdb.say("Hgp1.1");

    expect(gdb.news()).toEqual(["OK", "OK"]);
    expect(server.news()).toEqual(["QPassSignals:e;10", "Hgp1.1"]);
  });

  test("asks for what it does not know", () => {
    const { gdb, server } = relayAtStart();

    gdb.say("QCatchSyscalls:1");
    expect(gdb.news()).toEqual([]);
    server.say("E05");

    expect(gdb.news()).toEqual(["E05"]);
  });

  test("reads memory once while nothing moves, and anew after a motion", () => {
    const { gdb, server } = relayAtStart();
    gdb.say("m2000,4");
    expect(server.news()).toEqual(["m2000,1000", "m2000,4"]);
    server.say("ab".repeat(0x1000));
    server.say("abababab");
    expect(gdb.news()).toEqual(["abababab"]);

    gdb.say("m2010,2");
    expect([gdb.news(), server.news()]).toEqual([["abab"], []]);
    gdb.say("vCont;c");
    server.say("OK");
    gdb.say("m2010,2");

    expect(server.news()).toEqual(["vCont;c", "m2010,2"]);
  });

  test("reads memory anew once it was written", () => {
    const { gdb, server } = relayAtStart();
    gdb.say("m2000,4");
    server.say("ab".repeat(0x1000));
    server.say("abababab");

    gdb.say("M2000,1:00");
    server.say("OK");
    server.news();
    gdb.say("m2000,4");

    expect(server.news()).toEqual(["m2000,1000", "m2000,4"]);
  });

  test("leaves a breakpoint that gdb takes out and puts back", () => {
    const { gdb, server } = relayAtStart();
    gdb.say(breakpoint);
    server.say("OK");
    server.news();

    gdb.say("z0,1234,1");
    gdb.say(breakpoint);
    gdb.say("vCont;c");

    expect(server.news()).toEqual(["vCont;c"]);
  });

  test("takes a breakpoint out before anything runs without it", () => {
    const { gdb, server } = relayAtStart();
    gdb.say(breakpoint);
    server.say("OK");
    server.news();

    gdb.say("z0,1234,1");
    gdb.say("D;1");

    expect(server.news()).toEqual(["z0,1234,1", "D;1"]);
  });

  test("takes a breakpoint out at once while the debuggee runs", () => {
    const { gdb, server } = relayAtStart();
    gdb.say(breakpoint);
    server.say("OK");
    gdb.say("vCont;c");
    server.say("OK");
    server.news();
    gdb.news();

    gdb.say("z0,1234,1");

    expect([gdb.news(), server.news()]).toEqual([[], ["z0,1234,1"]]);
  });

  test("takes all stops, and hands them over one after the other", () => {
    const { gdb, server } = relayAtStart();
    gdb.say("vCont;c");
    server.say("OK");
    gdb.news();
    server.news();

    server.say("Stop:T05thread:p1.1;", "%");
    gdb.say("vStopped");
    expect(gdb.news()).toEqual(["Stop:T05thread:p1.1;", "OK"]);
    expect(server.news()).toContain("vStopped");
    server.say("T05thread:p1.2;");
    expect(gdb.news()).toEqual(["Stop:T05thread:p1.2;"]);
    gdb.say("vStopped");

    expect(gdb.news()).toEqual(["OK"]);
  });

  test("lists threads anew as long as one of them may run", () => {
    const { gdb, server } = relayAtStart();
    const list = (...ids: string[]) => `l${ids.map((id) => `<thread id="${id}"/>`).join("")}`;
    const asked = "qXfer:threads:read::0,1000";
    gdb.say("vCont;c");
    server.say("OK");
    server.say("Stop:T05thread:p1.1;", "%");
    server.say("OK");
    server.say(list("p1.1", "p1.2"));
    server.news();
    gdb.news();

    gdb.say(asked);
    expect(server.news()).toEqual(["qXfer:threads:read::0,3800"]);
    server.say(list("p1.1", "p1.2", "p1.3"));
    expect(gdb.news()).toEqual([list("p1.1", "p1.2", "p1.3")]);
    for (const id of ["p1.2", "p1.3"]) {
      server.say(`Stop:T00thread:${id};`, "%");
      for (const request of server.news()) {
        server.say(request === "vStopped" ? "OK" : list("p1.1", "p1.2", "p1.3"));
      }
    }
    gdb.news();
    gdb.say(asked);
    gdb.say(asked);

    expect(server.news()).toEqual([]);
    expect(gdb.news()).toHaveLength(2);
  });
});

describe("symbols that the server asks for", () => {
  const version = "5f5f6e70746c5f76657273696f6e";
  const [one, two] = ["6f6e65", "74776f"];

  /** A relay that has seen the server ask for the version in vain. */
  function afterOpening() {
    const { gdb, server } = relayAtStart();
    gdb.say("qSymbol::");
    server.say(`qSymbol:${version}`);
    gdb.say(`qSymbol::${version}`);
    server.say("OK");
    gdb.news();
    server.news();
    return { gdb, server };
  }

  /** gdb finds a library whose symbols were learnt before. */
  function withKnownLibrary() {
    new SymbolNames().keep("2.36", [
      [one, "16"],
      [two, ""],
    ]);
    const { gdb, server } = afterOpening();
    gdb.say("qSymbol::");
    gdb.say(`qSymbol:1000:${version}`);
    server.say(`${Buffer.from("2.36\0").toString("hex")}00000000`);
    gdb.say(`qSymbol:1010:${one}`);
    gdb.say(`qSymbol::${two}`);
    expect(gdb.news()).toEqual([`qSymbol:${version}`, `qSymbol:${one}`, `qSymbol:${two}`, "OK"]);
    server.news();
    return { gdb, server };
  }

  test("are told in one go, before a thread-local variable is looked for", () => {
    const { gdb, server } = withKnownLibrary();

    gdb.say("qGetTLSAddr:p1.1,0,1");

    const answers = [`qSymbol:1000:${version}`, `qSymbol:1010:${one}`, `qSymbol::${two}`];
    expect(server.news()).toEqual(["qSymbol::", ...answers]);
    for (const name of [version, one, two]) server.say(`qSymbol:${name}`);
    server.say("OK");
    expect(server.news()).toEqual(["qGetTLSAddr:p1.1,0,1"]);
    server.say("7f00");
    expect(gdb.news()).toEqual(["7f00"]);
  });

  test("that are not those it was told lead to no thread-local variable", () => {
    const { gdb, server } = withKnownLibrary();
    gdb.say("qGetTLSAddr:p1.1,0,1");
    for (const name of [version, two, one]) server.say(`qSymbol:${name}`);
    server.say("OK");
    server.say("7f00");

    expect(gdb.news()).toEqual(["E01"]);
    expect(new SymbolNames().of("2.36")).toEqual([]);
  });

  test("are told anew once the debuggee has become another program", () => {
    const { gdb, server } = withKnownLibrary();
    gdb.say("vCont;c");
    for (const name of [version, one, two]) server.say(`qSymbol:${name}`);
    for (const reply of ["OK", "OK"]) server.say(reply);
    server.say("Stop:T05exec:2f70;thread:p1.1;", "%");
    server.say("OK");
    gdb.news();

    gdb.say("qSymbol::");

    expect(gdb.news()).toEqual([`qSymbol:${version}`]);
  });

  test("of another build of the library are asked for, and learnt", () => {
    new SymbolNames().keep("2.36", [[one, "32"]]);
    const { gdb, server } = afterOpening();
    gdb.say("qSymbol::");
    gdb.say(`qSymbol:1000:${version}`);
    server.say(Buffer.from("2.36\0").toString("hex"));
    gdb.say(`qSymbol:1010:${one}`);
    server.news();
    // The relay answers what it knows already.
    server.say(`qSymbol:${version}`);
    server.say(`qSymbol:${one}`);
    server.say(`qSymbol:${two}`);
    gdb.say(`qSymbol::${two}`);
    server.say("OK");

    expect(gdb.news().at(-1)).toBe("OK");
    expect(new SymbolNames().of("2.36")[0]).toEqual([
      [one, "16"],
      [two, ""],
    ]);
  });
});
