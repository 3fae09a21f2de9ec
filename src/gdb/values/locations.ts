import { EngineError } from "../../engine/errors.ts";
import type { FrameId, Location, SourceLine, Variable } from "../../engine/model.ts";
import { disassemble } from "../code/disassembly.ts";
import { miQuote } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { pythonText } from "../mi/python-text.ts";

/**
 * Where the source has what variables name.
 *
 * gdb tells the line of a function in its own language, that of a declaration in Python only, which
 * it may have been built without.
 */
export class Locations {
  readonly #mi: MiSession;
  #python: Promise<boolean> | undefined;

  constructor(mi: MiSession) {
    this.#mi = mi;
  }

  /** Notes where the variables of a frame are declared. */
  async withDeclarations(
    frame: FrameId,
    variables: readonly Variable[],
  ): Promise<readonly Variable[]> {
    if (!(await this.#hasPython())) return variables;
    return variables.map((variable): Variable => {
      const { name, evaluateName } = variable;
      // Nobody declares `this`, and no name leads to a variable that another one hides.
      if (evaluateName !== name || name === "this") return variable;
      return { ...variable, declaration: { kind: "declaration", frame, name } };
    });
  }

  /**
   * Where a location is.
   * @param place Options of a command that is to run in a declaration's frame.
   * @throws {EngineError} `notFound` when the symbols do not tell.
   */
  async find(location: Location, place: string): Promise<SourceLine> {
    const found =
      location.kind === "code"
        ? (await disassemble(this.#mi, location.address, 0, 1))[0]?.source
        : await this.#declaration(location.name, place);
    if (found !== undefined) return found;
    const what =
      location.kind === "code"
        ? `the function at 0x${location.address.toString(16)} is defined`
        : `'${location.name}' is declared`;
    throw new EngineError("notFound", `The symbols do not tell where ${what}.`);
  }

  #hasPython(): Promise<boolean> {
    this.#python ??= this.#mi
      .send("-list-features")
      .then(({ results }) => JSON.stringify(results.features ?? []).includes('"python"'))
      .catch(() => false);
    return this.#python;
  }

  async #declaration(name: string, place: string): Promise<SourceLine | undefined> {
    const script = [
      `psdap_symbol = gdb.lookup_symbol(${pythonText(name)})[0]`,
      "print(psdap_symbol.line, psdap_symbol.symtab.fullname())",
    ];
    const python = `python exec(${pythonText(script.join("\n"))})`;
    const reply = await this.#mi.attempt(`-interpreter-exec${place} console ${miQuote(python)}`);
    const [, line = "0", path = ""] = /^(\d+) (.+)$/m.exec(reply?.output ?? "") ?? [];
    return Number(line) > 0 ? { path, line: Number(line) } : undefined;
  }
}

/**
 * A variable with the location of the function that it points to, or is.
 *
 * gdb writes a symbol behind any pointer to one; a pointer to data is told by having something to
 * expand, or by its type.
 */
export function withFunction(variable: Variable): Variable {
  const { value, type, children } = variable;
  if (children !== undefined || /\*\s*(?:const|volatile|\s)*$/.test(type ?? "*")) return variable;
  const [, address] = /^(?:[({].*[)}] )?(0x[0-9a-f]+) <.*(?<!\+\d+|@plt)>$/.exec(value) ?? [];
  if (address === undefined) return variable;
  return { ...variable, valueLocation: { kind: "code", address: BigInt(address) } };
}
