import { beforeAll, describe, expect, test } from "vitest";
import { fileVersion } from "../../src/dbgeng/native/file-version.ts";
import { debugBreakpoint2 } from "../../src/dbgeng/native/interfaces/debug-breakpoint2.ts";
import { debugClient5 } from "../../src/dbgeng/native/interfaces/debug-client5.ts";
import { debugControl4 } from "../../src/dbgeng/native/interfaces/debug-control4.ts";
import { debugDataSpaces4 } from "../../src/dbgeng/native/interfaces/debug-data-spaces4.ts";
import { debugRegisters2 } from "../../src/dbgeng/native/interfaces/debug-registers2.ts";
import { debugSymbolGroup2 } from "../../src/dbgeng/native/interfaces/debug-symbol-group2.ts";
import { debugSymbols3 } from "../../src/dbgeng/native/interfaces/debug-symbols3.ts";
import { debugSystemObjects4 } from "../../src/dbgeng/native/interfaces/debug-system-objects4.ts";
import type { AbiReport } from "./abi-report.ts";
import { type AbiRun, runAbiProgram } from "./abi-run.ts";
import { allCases } from "./cases/all-cases.ts";
import { fakeEngineVersion } from "./fake-engine.ts";
import { abiToolsFor } from "./tools.ts";

const numbered = allCases.map((one, index) => {
  const when = one.when === undefined ? "" : ` (${one.when})`;
  return [`${one.object}.${one.verb}${when}`, one.method, one, index] as const;
});

const archs = (["x64", "ia32"] as const).filter(abiToolsFor);

describe.each(archs)("The bindings reach an engine for %s as the headers declare it", (arch) => {
  let run: AbiRun;
  let report: AbiReport;
  beforeAll(async () => {
    run = await runAbiProgram(arch);
    report = run.report;
  });

  test.each(numbered)("%s calls %s", (_title, _method, one, index) => {
    const { calls, result, error } = report.succeeding[index] ?? {};
    expect(error).toBeUndefined();
    expect(calls).toHaveLength(one.calls ?? 1);
    // Half of a pointer is all there is for a 32-bit engine.
    const args = one.args.map((arg) =>
      arch === "x64" ? arg : arg.replace(/^object 0x7ffe/, "object 0x"),
    );
    expect(calls?.at(-1)).toEqual([one.method, ...args]);
    expect(result).toEqual(one.result);
  });

  test.each(numbered)("%s fails as %s failed", (_title, _method, one, index) => {
    const { calls, error } = report.failing[index] ?? {};
    const [interfaceName, method] = one.method.split("::");
    expect(calls).toHaveLength(1);
    expect(error).toEqual({
      type: "HresultError",
      message: `The debugger engine refused ${one.method} with 0x8000ffff.`,
      interfaceName,
      method,
      code: 0x8000ffff,
    });
  });

  test("no verb is left untried", () => {
    for (const [object, verbs] of Object.entries(report.verbs)) {
      const tried = allCases.filter((one) => one.object === object).map((one) => one.verb);
      expect([...new Set(tried)].sort(), object).toEqual([...verbs].sort());
    }
  });

  test("no method in use is left uncalled", () => {
    const called = new Set(allCases.map((one) => one.method));
    const used = [
      debugClient5,
      debugControl4,
      debugSymbols3,
      debugSymbolGroup2,
      debugBreakpoint2,
      debugDataSpaces4,
      debugRegisters2,
      debugSystemObjects4,
    ].flatMap(({ name, table }) =>
      Object.entries(table).flatMap(([method, entry]) =>
        entry === "unused" ? [] : [`${name}::${method}`],
      ),
    );
    expect([...called].sort()).toEqual(used.sort());
  });

  test("the events of the engine arrive, and what receivers answer goes back", () => {
    const module = { moduleName: "modé", imageName: "C:\\中\\😀.exe" };
    expect(report.events.received).toEqual([
      ["breakpoint", 0xa0b0c000],
      [
        "exception",
        {
          code: 0xc0000005,
          flags: 1,
          record: 0xfedcba9876543210n,
          address: 0xffff800012345678n,
          parameters: [8n, 0x8000000000000001n],
        },
        true,
      ],
      ["exception", expect.objectContaining({ code: 0xc0000005 }), false],
      ["createThread", 0xf000000000000001n, 0xf000000000000002n, 0xf000000000000003n],
      ["exitThread", 0xc000013a],
      [
        "createProcess",
        {
          ...module,
          imageFileHandle: 0xf000000000000004n,
          handle: 5n,
          baseOffset: 0xf000000000000006n,
          moduleSize: 0x80000007,
          checkSum: 0x80000008,
          timeDateStamp: 0x80000009,
          initialThreadHandle: 0xf00000000000000an,
          threadDataOffset: 0xf00000000000000bn,
          startOffset: 12n,
        },
      ],
      ["exitProcess", 0xffffffff],
      [
        "loadModule",
        {
          moduleName: "",
          imageName: "中.dll",
          imageFileHandle: 0xf000000000000011n,
          baseOffset: 0xf000000000000012n,
          moduleSize: 0x80000013,
          checkSum: 0x80000014,
          timeDateStamp: 0x80000015,
        },
      ],
      ["unloadModule", "中.dll", 0xf000000000000016n],
      ["systemError", 0x80000017, 0x80000018],
      ["sessionStatus", 0x80000019],
      ["changeDebuggeeState", 0x8000001a, 0xf00000000000001bn],
      ["changeEngineState", 0x8000001c, 0xffffffffffffffffn],
      ["changeSymbolState", 0x8000001e, 31n],
    ]);
    // GetInterestMask and a receiver that threw answer 0; status changes have no say. The mask ends it.
    expect(report.events.answers).toEqual([0, 0, 6, 6, 1, 2, 3, 4, 5, 6, 7, 0, 0, 0, 0, 0x1fff]);
    expect(report.events.reported).toEqual(["Error: thrown by a receiver"]);
  });

  test("an event without a receiver is not asked for", () => {
    expect(report.events.withoutReceivers).toEqual(Array(16).fill(0));
  });

  test("the output of the engine arrives", () => {
    expect(report.output).toEqual({ received: [[0x80000080, "out é中😀\n"]], answer: 0 });
  });

  test("an object of ours answers for itself only, and lives while it is referenced", () => {
    expect(report.identity).toEqual({
      unknown: [0, true],
      own: [0, true],
      foreign: [0x80004002 | 0, 0n],
      added: 3,
      freedWhileHeld: false,
      references: [2, 1, 0],
      freed: true,
      freedTwice: false,
    });
  });

  test("released, forgotten and missing objects are refused without a call", () => {
    const refused = (object: string, use: string) => ({
      calls: [],
      error: expect.objectContaining({
        type: "EngineError",
        message: `${object}::${use} cannot be used: the object was released before.`,
      }),
    });
    const { lifetime } = report;
    expect(lifetime.released?.calls).toEqual([["IDebugSymbolGroup2::Release"]]);
    expect(lifetime.releasedTwice).toEqual({ calls: [], result: undefined });
    expect(lifetime.afterRelease).toEqual(refused("IDebugSymbolGroup2", "GetNumberSymbols"));
    expect(lifetime.pointerAfterRelease).toEqual(refused("IDebugSymbolGroup2", "its address"));
    expect(lifetime.forgotten?.calls).toEqual([]);
    expect(lifetime.afterForget).toEqual(refused("IDebugBreakpoint2", "GetId"));
    expect(lifetime.removeForgotten).toEqual(refused("IDebugBreakpoint2", "its address"));
    expect(lifetime.nullObject?.error?.message).toBe(
      "The debugger engine gave no IDebugBreakpoint2 object.",
    );
    expect(lifetime.unknownInterface?.error?.code).toBe(0x80004002);
  });

  test("the engine's version is read from its file", () => {
    expect(report.engineVersion).toEqual(fakeEngineVersion);
    expect(fileVersion(run.engine)).toEqual(fakeEngineVersion);
  });

  test("an engine that is newer than dbghelp.dll is refused", () => {
    expect(report.newerEngine.error?.message).toMatch(
      /^'.*\\newer\\dbgeng\.dll' \(99\.2\.3\.4\) cannot work with '.*\\dbghelp\.dll' \([\d.]+\), which is older: /,
    );
  });
});
