// Runs in a Windows Node beside the fake dbgeng.dll: abi-program.mjs FOLDER REPORT
import { writeFileSync } from "node:fs";
import { win32 } from "node:path";
import { serialize } from "node:v8";
import { iidBytes } from "../../src/dbgeng/native/com.ts";
import { ComWrapper } from "../../src/dbgeng/native/com-wrapper.ts";
import { loadDbgeng } from "../../src/dbgeng/native/dbgeng-dll.ts";
import { eventCallbacks } from "../../src/dbgeng/native/event-callbacks.ts";
import { HresultError } from "../../src/dbgeng/native/hresult-error.ts";
import { debugEventCallbacksWide } from "../../src/dbgeng/native/interfaces/debug-event-callbacks-wide.ts";
import { koffi } from "../../src/dbgeng/native/load-koffi.ts";
import { outputCallbacks } from "../../src/dbgeng/native/output-callbacks.ts";
import { pointerSize } from "../../src/dbgeng/native/parameters.ts";
import type { AbiReport, ErrorReport, VerbReport } from "./abi-report.ts";
import { allCases } from "./cases/all-cases.ts";
import { longs, type Objects, type VerbCase } from "./verb-case.ts";

const [folder = "", reportPath = ""] = process.argv.slice(2);
const dll = loadDbgeng(folder);
const fake = koffi.load(dll.path);
const planAnswer = fake.func("__stdcall", "PlanAnswer", "void", ["int32"]);
const planWrite = fake.func("__stdcall", "PlanWrite", "void", ["uint32", "void *", "uint32"]);
const planCapture = fake.func("__stdcall", "PlanCapture", "void", ["uint32", "uint32"]);
const recorded = fake.func("__stdcall", "Recorded", "uint32", ["void *", "uint32"]);
const fireEvents = fake.func("__stdcall", "FireEvents", "uint32", ["void *", "void *"]);
const fireOutput = fake.func("__stdcall", "FireOutput", "int32", ["void *"]);
const fireQuery = fake.func("__stdcall", "FireQuery", "int32", ["void *", "void *", "void *"]);
const fireReferences = fake.func("__stdcall", "FireReferences", "uint32", ["void *", "int32"]);

const engine = dll.create();
const objects: Objects = {
  ...engine,
  breakpoint: engine.control.addBreakpoint(0),
  group: engine.symbols.createSymbolGroup(),
};

function calls(): string[][] {
  const buffer = Buffer.alloc(65536);
  const text = buffer.toString("utf8", 0, recorded(buffer, buffer.length) as number);
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => line.split("\t"));
}

function watched(action: () => unknown): VerbReport {
  try {
    const result = action();
    return { calls: calls(), result: result instanceof ComWrapper ? named(result) : result };
  } catch (error) {
    return { calls: calls(), error: described(error) };
  }
}

function named(wrapper: object): { wrapper: string } {
  return { wrapper: wrapper.constructor.name };
}

function described(error: unknown): ErrorReport {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const { interfaceName, method, code } = error instanceof HresultError ? error : {};
  return { type: error.constructor.name, message: error.message, interfaceName, method, code };
}

function tryVerb(one: VerbCase, answer: number): VerbReport {
  planAnswer(0);
  const inputs = typeof one.inputs === "function" ? one.inputs(objects) : one.inputs;
  planAnswer(answer | 0);
  for (const [index, bytes] of Object.entries(one.writes ?? {})) {
    planWrite(Number(index), bytes, bytes.length);
  }
  for (const [index, count] of Object.entries(one.captures ?? {})) {
    planCapture(Number(index), count);
  }
  const object = objects[one.object] as unknown as Record<
    string,
    (...inputs: unknown[]) => unknown
  >;
  return watched(() => object[one.verb]?.(...inputs));
}

function tryEvents(): AbiReport["events"] {
  const received: unknown[] = [];
  const reported: string[] = [];
  const report = (error: unknown) => reported.push(String(error));
  const noting =
    (name: string, answer: number) =>
    (...values: unknown[]) => {
      received.push([name, ...values]);
      return answer;
    };
  const all = eventCallbacks(
    {
      breakpoint(breakpoint) {
        received.push(["breakpoint", breakpoint.id()]);
        objects.control.filterCounts();
        throw new Error("thrown by a receiver");
      },
      exception: noting("exception", 6),
      createThread: noting("createThread", 1),
      exitThread: noting("exitThread", 2),
      createProcess: noting("createProcess", 3),
      exitProcess: noting("exitProcess", 4),
      loadModule: noting("loadModule", 5),
      unloadModule: noting("unloadModule", 6),
      systemError: noting("systemError", 7),
      sessionStatus: noting("sessionStatus", 8),
      changeDebuggeeState: noting("changeDebuggeeState", 9),
      changeEngineState: noting("changeEngineState", 10),
      changeSymbolState: noting("changeSymbolState", 11),
    },
    report,
  );
  planAnswer(0);
  const answers = fired(all.pointer);
  const none = eventCallbacks({}, report);
  const withoutReceivers = fired(none.pointer);
  all.release();
  none.release();
  return { received, answers, reported, withoutReceivers };
}

function fired(pointer: bigint): number[] {
  const cells = Buffer.alloc(4 * 32);
  const count = fireEvents(pointer, cells) as number;
  return Array.from({ length: count }, (_, index) => cells.readInt32LE(4 * index));
}

function tryOutput(): AbiReport["output"] {
  const received: unknown[] = [];
  const callbacks = outputCallbacks(
    (mask, text) => received.push([mask, text]),
    (error) => received.push(error),
  );
  return { received, answer: fireOutput(callbacks.pointer) as number };
}

/** QueryInterface, AddRef and Release of an object of ours, and its release while referenced. */
function tryIdentity(): AbiReport["identity"] {
  const object = eventCallbacks({}, () => {});
  const query = (iid: string) => {
    const cell = Buffer.alloc(pointerSize, 0xff);
    const code = fireQuery(object.pointer, iidBytes(iid), cell) as number;
    const out = pointerSize === 8 ? cell.readBigUInt64LE() : BigInt(cell.readUInt32LE());
    return { code, same: out === object.pointer, out };
  };
  const unknown = query("00000000-0000-0000-c000-000000000046");
  const own = query(debugEventCallbacksWide.iid);
  const { code, out } = query("67721fe9-56d2-4a44-a325-2b65513ce6eb");
  const added = fireReferences(object.pointer, 1);
  const freedWhileHeld = object.release();
  const references = [0, 0, 0].map(() => fireReferences(object.pointer, 0));
  return {
    unknown: [unknown.code, unknown.same],
    own: [own.code, own.same],
    foreign: [code, out],
    added,
    freedWhileHeld,
    references,
    freed: object.release(),
    freedTwice: object.release(),
  };
}

function tryLifetime(): AbiReport["lifetime"] {
  planAnswer(0);
  const released = watched(() => objects.group.release());
  planAnswer(0);
  const releasedTwice = watched(() => objects.group.release());
  const afterRelease = watched(() => objects.group.count());
  const pointerAfterRelease = watched(() => objects.group.pointer);
  const forgotten = watched(() => objects.breakpoint.forget());
  const afterForget = watched(() => objects.breakpoint.id());
  const removeForgotten = watched(() => objects.control.removeBreakpoint(objects.breakpoint));
  planAnswer(0);
  planWrite(2, longs(0n), 8);
  const nullObject = watched(() => objects.control.addBreakpoint(0));
  planAnswer(0);
  const unknownInterface = watched(() =>
    objects.client.queryInterface("00000000-1111-2222-3333-444444444444"),
  );
  return {
    released,
    releasedTwice,
    afterRelease,
    pointerAfterRelease,
    forgotten,
    afterForget,
    removeForgotten,
    nullObject,
    unknownInterface,
  };
}

const verbs = Object.fromEntries(
  Object.entries(objects).flatMap(([name, object]) =>
    object instanceof ComWrapper
      ? [[name, Object.getOwnPropertyNames(Object.getPrototypeOf(object)).slice(1)]]
      : [],
  ),
);
const report: AbiReport = {
  engineVersion: dll.version,
  verbs,
  succeeding: allCases.map((one) => tryVerb(one, one.answer ?? 0)),
  failing: allCases.map((one) => tryVerb(one, 0x8000ffff)),
  events: tryEvents(),
  output: tryOutput(),
  identity: tryIdentity(),
  lifetime: tryLifetime(),
  newerEngine: watched(() => loadDbgeng(win32.join(folder, "newer"))),
};
writeFileSync(reportPath, serialize(report));
