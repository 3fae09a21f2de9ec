import { basename } from "node:path/posix";
import { EngineError } from "../../engine/errors.ts";
import type {
  DataBreakpoint,
  FunctionBreakpoint,
  InstructionBreakpoint,
  SourceBreakpoint,
} from "../../engine/model.ts";
import { recordedPath } from "../code/source-files.ts";
import { miQuote } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { textOf, tupleOf } from "../mi/mi-value.ts";
import { readMemory } from "../values/memory.ts";
import {
  type Inserted,
  insertedBy,
  insertOptions,
  type WantedBreakpoint,
} from "./breakpoint-place.ts";
import { type DebugRegisters, readDataId } from "./debug-registers.ts";
import { codeInsertion } from "./insert-code-breakpoint.ts";
import { atModuleFunction } from "./module-function.ts";

/**
 * A line breakpoint. Waits for a module that knows the file under any path that ends alike: gdb
 * itself waits for the file's name, so that nothing of the module runs before, and the path is
 * compared afterwards.
 */
export function atLine(
  mi: MiSession,
  registers: DebugRegisters,
  path: string,
  recorded: () => Promise<string | undefined>,
  breakpoint: SourceBreakpoint,
): WantedBreakpoint {
  const { line, hardware } = breakpoint;
  const code = codeInsertion(mi, registers, breakpoint);
  let found: string | undefined;
  let set: string | undefined;
  return {
    key: `${line}:${path}${mark(hardware)}`,
    rules: breakpoint,
    line,
    hardware,
    removed: code.removed,
    ofDebuggee: false,
    pendingText: `No loaded module knows the file ${path} yet; the breakpoint is set when one does.`,
    get vague() {
      return set === basename(path);
    },
    appeared: async () => {
      found = await recordedPath(mi, path);
      return found !== undefined;
    },
    isAt: (places) => places.every((place) => textOf(place, "fullname") === found),
    insert: async (condition, passOver) => {
      set = found ?? (await recorded()) ?? basename(path);
      return code.insert(`--source ${miQuote(set)} --line ${line}`, condition, passOver);
    },
  };
}

const mark = (hardware: boolean | undefined) => (hardware ? ":hardware" : "");

/** A breakpoint on a function, behind its prologue. gdb itself waits for one that is not known. */
export function atFunction(mi: MiSession, breakpoint: FunctionBreakpoint): WantedBreakpoint {
  const { name } = breakpoint;
  const [, module, inModule] = /^([^!]+)(?<!operator)!(.+)$/.exec(name) ?? [];
  if (module !== undefined && inModule !== undefined) {
    return atModuleFunction(mi, module, inModule, breakpoint);
  }
  return {
    key: `function:${name}`,
    rules: breakpoint,
    ofDebuggee: false,
    pendingText: `No loaded module has a function '${name}' yet; the breakpoint is set when one has.`,
    appeared: async () => false,
    insert: async (condition, passOver) => {
      const place = `--function ${miQuote(name)}`;
      return insertedBy(
        await mi.send(`-break-insert ${insertOptions(condition, passOver)} ${place}`),
      );
    },
  };
}

/** A breakpoint on an instruction of this debuggee. */
export function atInstruction(
  mi: MiSession,
  registers: DebugRegisters,
  held: () => boolean,
  breakpoint: InstructionBreakpoint,
): WantedBreakpoint {
  const { hardware } = breakpoint;
  const code = codeInsertion(mi, registers, breakpoint);
  const address = `0x${breakpoint.address.toString(16)}`;
  const readable = async () => held() && (await readMemory(mi, breakpoint.address, 1)).length === 1;
  return {
    key: `instruction:${address}${mark(hardware)}`,
    rules: breakpoint,
    hardware,
    removed: code.removed,
    ofDebuggee: true,
    pendingText: `There is nothing at address ${address} yet; the breakpoint is set when there is.`,
    appeared: readable,
    insert: async (condition, passOver) => {
      if (!held()) return undefined;
      if (!(await readable())) {
        // gdb would accept it and then be unable to let the debuggee run.
        throw new EngineError(
          "unreadable",
          `There is no code at address ${address}: its memory cannot be read.`,
        );
      }
      const inserted = await code.insert(`*${address}`, condition, passOver);
      return { ...inserted, address: breakpoint.address };
    },
  };
}

const watchOptions = { read: "-r ", write: "", readWrite: "-a " } as const;

/** A breakpoint on data of this debuggee, watched by the processor. */
export function onData(
  mi: MiSession,
  registers: DebugRegisters,
  breakpoint: DataBreakpoint,
): WantedBreakpoint {
  const { dataId, access } = breakpoint;
  const watch = () =>
    `-break-watch ${watchOptions[access]}${miQuote(readDataId(dataId).expression)}`;
  return {
    key: `data:${dataId}:${access}`,
    rules: breakpoint,
    ofDebuggee: true,
    pendingText: "The debuggee whose data it was on has ended.",
    watch,
    removed: () => registers.give(),
    appeared: async () => false,
    insert: async (condition, passOver) => {
      const { address } = readDataId(dataId);
      registers.take();
      const reply = await mi.send(watch());
      const tuple =
        tupleOf(reply.results, "wpt") ??
        tupleOf(reply.results, "hw-awpt") ??
        tupleOf(reply.results, "hw-rwpt");
      const number = textOf(tuple, "number");
      try {
        await refuseSoftware(mi, number);
        const rules = [
          condition && mi.send(`-break-condition ${number} ${miQuote(condition)}`),
          passOver > 0 && mi.send(`-break-after ${number} ${passOver}`),
        ];
        await Promise.all(rules);
      } catch (error) {
        registers.give();
        await mi.send(`-break-delete ${number}`).catch(() => {});
        throw error;
      }
      const inserted: Inserted = { bkpt: { number }, remarks: "", address };
      return inserted;
    },
  };
}

/** gdb would watch by single steps what the processor cannot: a thousand times slower. */
async function refuseSoftware(mi: MiSession, number: string | undefined): Promise<void> {
  const { results } = await mi.send(`-break-info ${number}`);
  const body = tupleOf(results, "BreakpointTable")?.body;
  const [row] = Array.isArray(body) ? body : [];
  if (JSON.stringify(row ?? "").includes('"watchpoint"')) {
    throw new EngineError("unsupported", "The processor of the debuggee cannot watch this data.");
  }
}
