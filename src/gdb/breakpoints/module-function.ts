import type { FunctionBreakpoint } from "../../engine/model.ts";
import { ModuleFilter } from "../code/module-filter.ts";
import { miQuote } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { type MiTuple, textOf, tupleOf, tuplesOf } from "../mi/mi-value.ts";
import {
  type Inserted,
  insertedBy,
  insertOptions,
  placesIn,
  type WantedBreakpoint,
} from "./breakpoint-place.ts";

/**
 * A breakpoint on a function of one module, written `module!function`.
 *
 * gdb sets it wherever a function has that name, also in modules that are loaded later, and its
 * condition lets only the one module stop.
 */
export function atModuleFunction(
  mi: MiSession,
  module: string,
  name: string,
  breakpoint: FunctionBreakpoint,
): WantedBreakpoint {
  const filter = new ModuleFilter(mi, module);
  let number: string | undefined;

  const placed = async (bkpt: MiTuple, remarks: string): Promise<Inserted> => {
    const places = placesIn(bkpt);
    const within = await filter.within(places.map((place) => textOf(place, "addr") ?? ""));
    const locations = places.filter((place) => within.has(textOf(place, "addr") ?? ""));
    return { bkpt: { number, locations }, remarks };
  };

  return {
    key: `function:${module}!${name}`,
    rules: breakpoint,
    ofDebuggee: true,
    pendingText: `No loaded module '${module}' has a function '${name}' yet; the breakpoint is set when one has.`,
    removed: () => {
      number = undefined;
    },
    appeared: async () => true,
    look: async () => {
      const { results } = await mi.send(`-break-info ${number}`);
      const [bkpt = {}] = tuplesOf(tupleOf(results, "BreakpointTable"), "body");
      return placed(bkpt, "");
    },
    insert: async (condition, passOver) => {
      await filter.prepare();
      const options = insertOptions(filter.conditionWith(condition), passOver);
      const reply = await mi.send(`-break-insert ${options} --function ${miQuote(name)}`);
      const { bkpt, remarks } = insertedBy(reply);
      number = textOf(bkpt, "number");
      return placed(bkpt, remarks);
    },
  };
}
