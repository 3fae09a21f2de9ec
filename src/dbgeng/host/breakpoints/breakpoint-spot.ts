import type { Address, CodeBreakpoint, DataBreakpoint } from "../../../engine/model.ts";
import { fileName } from "../code/source-file.ts";
import type { LinePlaces } from "../code/source-lines.ts";
import type { FunctionPlaces } from "../values/functions.ts";
import { parseDataId, whyUnwatchable } from "./data-id.ts";
import { executed, type Place } from "./engine-breakpoints.ts";

/** What was found of a breakpoint in the debuggee. */
export type Found =
  | {
      readonly places: readonly Place[];
      readonly line?: number | undefined;
      readonly path?: string | undefined;
    }
  /** `why` completes the sentence "No breakpoint can be set at ...: "; absent while it is pending. */
  | { readonly places?: undefined; readonly why?: string | undefined };

/** Where a client wants a breakpoint, and how that is found in the debuggee. */
export interface Spot {
  /** The same for the same wish: the breakpoint keeps its id. */
  readonly key: string;
  /** For people. */
  readonly name: string;
  /** What the message says while no module knows it. */
  readonly unknown: string;
  /** The line asked for. */
  readonly line?: number | undefined;
  /** Whether it takes debug registers for code. */
  readonly hardware?: boolean | undefined;
  find(): Found;
}

/** What the spots need to know of the debuggee's symbols and memory. */
export interface SpotLookup {
  readonly lines: {
    find(path: string, line: number): LinePlaces | undefined;
    knows(path: string, line: number): boolean;
  };
  readonly functions: { find(name: string): FunctionPlaces | "pending" | "none" };
  isReadable(address: Address): boolean;
}

/** A line of a source file. */
export function lineSpot(
  { lines }: SpotLookup,
  path: string,
  line: number,
  { hardware }: CodeBreakpoint = {},
): Spot {
  const place = placedBy(hardware);
  return {
    key: `${path.toLowerCase().replaceAll("\\", "/")}:${line}${mark(hardware)}`,
    name: `${fileName(path)}:${line}`,
    unknown: `No loaded module knows ${fileName(path)} yet.`,
    line,
    hardware,
    find() {
      const found = lines.find(path, line);
      if (found !== undefined) return { places: found.addresses.map(place), line: found.line };
      return lines.knows(path, line) ? { why: "there is no code at or after that line" } : {};
    },
  };
}

/** A function by its name. */
export function functionSpot({ functions }: SpotLookup, name: string): Spot {
  return {
    key: `function ${name}`,
    name: `function '${name}'`,
    unknown: `No loaded module has a function '${name}' yet.`,
    find() {
      const found = functions.find(name);
      if (found === "pending") return {};
      if (found === "none") return { why: "its module has no function of that name" };
      const { addresses, line, path } = found;
      return { places: addresses.map((address) => ({ address })), line, path };
    },
  };
}

/** One instruction. */
export function instructionSpot(
  { isReadable }: SpotLookup,
  address: Address,
  { hardware }: CodeBreakpoint = {},
): Spot {
  const name = `0x${address.toString(16)}`;
  const place = placedBy(hardware);
  return {
    key: `instruction ${name}${mark(hardware)}`,
    name,
    unknown: `There is no debuggee that has the address ${name} yet.`,
    hardware,
    find: () =>
      isReadable(address) ? { places: [place(address)] } : { why: "there is no readable memory" },
  };
}

const mark = (hardware: boolean | undefined) => (hardware ? " hardware" : "");

/** Makes places that are kept in debug registers, or written into the code. */
function placedBy(hardware: boolean | undefined): (address: Address) => Place {
  return (address) => (hardware ? { address, watch: executed } : { address });
}

/** Data in memory. */
export function dataSpot(
  { isReadable }: SpotLookup,
  { dataId, access }: Pick<DataBreakpoint, "dataId" | "access">,
): Spot {
  const data = parseDataId(dataId);
  return {
    key: `data ${dataId} ${access}`,
    name: data === undefined ? `data '${dataId}'` : `0x${data.address.toString(16)}`,
    unknown: "There is no debuggee whose data could be watched yet.",
    find() {
      if (data === undefined) return { why: "that is no data id of this session" };
      if (access === "read") {
        return { why: 'the processor cannot watch reads alone; watch "readWrite" instead' };
      }
      const why = whyUnwatchable(data);
      if (why !== undefined) return { why };
      if (!isReadable(data.address)) return { why: "there is no readable memory" };
      return { places: [{ address: data.address, watch: { size: data.size, access } }] };
    },
  };
}
