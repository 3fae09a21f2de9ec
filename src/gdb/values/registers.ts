import { EngineError } from "../../engine/errors.ts";
import type { Variable } from "../../engine/model.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { textOf, tuplesOf } from "../mi/mi-value.ts";
import type { Container } from "./variable-shape.ts";

const groupNames = { floating: "Floating point", vector: "Vector" } as const;

/** The registers of the debuggee's processor. */
export class Registers {
  readonly #mi: MiSession;

  constructor(mi: MiSession) {
    this.#mi = mi;
  }

  /** The registers that every program uses, and the groups of the others. */
  async scope(
    place: string,
  ): Promise<{ general: readonly Variable[]; groups: readonly RegisterGroup[] }> {
    const names = await this.#names();
    const general = await this.#read(place, names, (name) => groupOf(name) === "general");
    const groups = Object.entries(groupNames)
      .filter(([group]) => names.some((name) => name !== "" && groupOf(name) === group))
      .map(([object, name]): RegisterGroup => {
        const container = { object, kind: "registers", place } as const;
        return {
          name,
          container: { ...container, expression: undefined, type: undefined, count: undefined },
        };
      });
    return { general, groups };
  }

  /** The registers of a group. */
  async group(group: string, place: string): Promise<readonly Variable[]> {
    return this.#read(place, await this.#names(), (name) => groupOf(name) === group);
  }

  /** @throws {EngineError} `notFound` when the processor has no register of this name. */
  async require(name: string): Promise<void> {
    if (name !== "" && (await this.#names()).includes(name)) return;
    throw new EngineError("notFound", `The processor has no register '${name}'.`);
  }

  /** One register. */
  async one(name: string, place: string): Promise<Variable> {
    const [found] = await this.#read(place, await this.#names(), (known) => known === name);
    return found ?? { name, value: "<unavailable>", evaluateName: `$${name}` };
  }

  /** In gdb's order; "" for numbers without one. */
  async #names(): Promise<readonly string[]> {
    const { results } = await this.#mi.send("-data-list-register-names");
    const names = results["register-names"];
    return Array.isArray(names) ? names.map(String) : [];
  }

  /** Reads registers as hexadecimal numbers, as everybody writes them. */
  async #read(
    place: string,
    names: readonly string[],
    wanted: (name: string) => boolean,
  ): Promise<readonly Variable[]> {
    const numbers = names.flatMap((name, number) =>
      name !== "" && !isPart(name) && wanted(name) ? [number] : [],
    );
    if (numbers.length === 0) return [];
    const { results } = await this.#mi.send(
      `-data-list-register-values${place} --skip-unavailable x ${numbers.join(" ")}`,
    );
    return tuplesOf(results, "register-values").map((row) => {
      const name = names[Number(textOf(row, "number"))] ?? "";
      const value = textOf(row, "value") ?? "";
      const pointer = /^r?(ip|sp|bp)$|^pc$/.test(name)
        ? /^0x[0-9a-f]+/.exec(value)?.[0]
        : undefined;
      return {
        name,
        value,
        evaluateName: `$${name}`,
        memory: pointer === undefined ? undefined : BigInt(pointer),
      };
    });
  }
}

/** Registers that are shown together, to be expanded. */
export interface RegisterGroup {
  readonly name: string;
  readonly container: Container;
}

/** Registers that every program uses come first and by themselves; the rest is grouped. */
function groupOf(name: string): "general" | "floating" | "vector" {
  if (
    /^(st\d|f(ctrl|stat|tag|iseg|ioff|oseg|ooff|op|pcr|psr|pscr|psr)|[fd]\d+$|[sh]\d+$)/.test(name)
  ) {
    return "floating";
  }
  if (/^([xyz]mm\d|bnd|k[0-7]$|mxcsr|[vqbz]\d+$|p\d+$|ffr|vg|al\d|[abcd]h$)/.test(name))
    return "vector";
  return "general";
}

/** Names of the registers that are parts of others: shown only when asked for by name. */
function isPart(name: string): boolean {
  return /^([abcd][lhx]|[sd]il?|[sb]pl?|r\d+[lwbd]|e[abcd]x|e[sd]i|e[sb]p|w\d+|[yz]mm\d+h|al|bl|cl|dl)$/.test(
    name,
  );
}
