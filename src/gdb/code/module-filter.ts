import { EngineError } from "../../engine/errors.ts";
import { consoleCommand } from "../mi/mi-quote.ts";
import type { MiReply, MiSession } from "../mi/mi-session.ts";
import { pythonText } from "../mi/python-text.ts";

/**
 * A function for conditions, as gdb itself has none that tells modules apart. A module answers to
 * its file name, with or without what follows the first dot.
 */
const definition = [
  "import os",
  "def psdap_is_in(address, module):",
  "  path = gdb.solib_name(address) or gdb.current_progspace().filename or ''",
  "  name = os.path.basename(path)",
  "  return module in (name, name.split('.')[0])",
  "class PsdapIsIn(gdb.Function):",
  "  def __init__(self): super().__init__('_psdap_is_in')",
  "  def invoke(self, module):",
  "    return psdap_is_in(gdb.selected_frame().pc(), module.string())",
  "PsdapIsIn()",
].join("\n");

/** Tells which addresses are in a module. gdb does that in Python only. */
export class ModuleFilter {
  readonly #mi: MiSession;
  readonly #module: string;

  constructor(mi: MiSession, module: string) {
    this.#mi = mi;
    this.#module = module;
  }

  /** What a breakpoint's condition has to be, so that it holds in the module only. */
  conditionWith(condition: string | undefined): string {
    const inModule = `$_psdap_is_in(${JSON.stringify(this.#module)})`;
    return condition === undefined ? inModule : `${inModule} && (${condition})`;
  }

  /**
   * Makes the condition known to gdb.
   * @throws {EngineError} `unsupported` when gdb was built without Python.
   */
  async prepare(): Promise<void> {
    try {
      await this.#python(`exec(${pythonText(definition)})`);
    } catch (error) {
      if (!(error instanceof EngineError) || error.failure !== "native") throw error;
      throw new EngineError(
        "unsupported",
        `This gdb cannot look into '${this.#module}' alone, because it was built without Python: write the function's name without its module.`,
      );
    }
  }

  /** Those of the addresses, in gdb's digits, that are in the module. */
  async within(addresses: readonly string[]): Promise<ReadonlySet<string>> {
    if (addresses.length === 0) return new Set();
    const asked = addresses.map((address) => `'${address}'`).join();
    const test = `psdap_is_in(int(a, 16), ${pythonText(this.#module)})`;
    const { output } = await this.#python(`for a in [${asked}]: print(a, ${test})`);
    const found = addresses.filter((address) => output.includes(`${address} True`));
    return new Set(found);
  }

  #python(script: string): Promise<MiReply> {
    return this.#mi.send(consoleCommand(`python ${script}`));
  }
}
