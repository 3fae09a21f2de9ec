import type { Variable } from "../engine/model.ts";
import type { MiSession } from "./mi-session.ts";
import { textOf, tuplesOf } from "./mi-value.ts";

/** The registers of the processor by name, in gdb's order; "" for numbers without one. */
export class RegisterNames {
  readonly #mi: MiSession;
  #names: Promise<readonly string[]> | undefined;

  constructor(mi: MiSession) {
    this.#mi = mi;
  }

  /** All names. They are asked for once for each debuggee. */
  list(): Promise<readonly string[]> {
    this.#names ??= this.#mi.send("-data-list-register-names").then(({ results }) => {
      const names = results["register-names"];
      return Array.isArray(names) ? names.map(String) : [];
    });
    return this.#names;
  }

  /** Another debuggee may have another processor. */
  forget(): void {
    this.#names = undefined;
  }
}

/** Registers that every program uses come first and by themselves; the rest is grouped. */
export function groupOf(name: string): "general" | "floating" | "vector" {
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
export function isPart(name: string): boolean {
  return /^([abcd][lhx]|[sd]il?|[sb]pl?|r\d+[lwbd]|e[abcd]x|e[sd]i|e[sb]p|w\d+|[yz]mm\d+h|al|bl|cl|dl)$/.test(
    name,
  );
}

/**
 * Reads registers of a frame as hexadecimal numbers, as everybody writes them.
 * @param place Options of a command that is to run in the frame.
 */
export async function readRegisters(
  mi: MiSession,
  place: string,
  names: readonly string[],
  wanted: (name: string) => boolean,
): Promise<readonly Variable[]> {
  const numbers = names.flatMap((name, number) =>
    name !== "" && !isPart(name) && wanted(name) ? [number] : [],
  );
  if (numbers.length === 0) return [];
  const { results } = await mi.send(
    `-data-list-register-values${place} --skip-unavailable x ${numbers.join(" ")}`,
  );
  return tuplesOf(results, "register-values").map((row) => {
    const name = names[Number(textOf(row, "number"))] ?? "";
    const value = textOf(row, "value") ?? "";
    const pointer = /^r?(ip|sp|bp)$|^pc$/.test(name) ? /^0x[0-9a-f]+/.exec(value)?.[0] : undefined;
    return {
      name,
      value,
      evaluateName: `$${name}`,
      memory: pointer === undefined ? undefined : BigInt(pointer),
    };
  });
}
