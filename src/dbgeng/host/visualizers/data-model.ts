import { EngineError } from "../../../engine/errors.ts";
import type { Commands } from "../console/commands.ts";
import { optional } from "../errors.ts";
import { castTo } from "../values/member-expressions.ts";
import { type DxView, type ObjectPlace, readDxOutput } from "./dx-output.ts";
import { plain } from "./markup.ts";

/**
 * The pseudo-register that objects are shown by. `dx` itself does not understand casts to types in
 * namespaces in every version, but takes the type that another command has given this.
 */
const cell = "@$t19";

/** What of an object is wanted. */
export interface ViewOptions {
  /** How many elements are shown at most; absent: nothing of what is inside. */
  readonly elements?: number | undefined;
  /** Elements from this one on, and nothing else; absent: from the first, behind the items. */
  readonly from?: number | undefined;
  readonly hex?: boolean | undefined;
}

/**
 * The engine's data model, which shows objects by their visualizers (NatVis). Engines before
 * 10.0 have none.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/debuggercmds/dx--display-visualizer-variables-
 */
export class DataModel {
  readonly #commands: Pick<Commands, "markup">;
  #exists: boolean | undefined;

  constructor(commands: Pick<Commands, "markup">) {
    this.#commands = commands;
  }

  /** Whether the engine has one. Asked once; there must be a debuggee. */
  get exists(): boolean {
    this.#exists ??= /^1\s+: (?:0x)?1$/m.test(optional(() => this.#commands.markup("dx 1")) ?? "");
    return this.#exists;
  }

  /** What the engine shows of an object; undefined when it does not know the type. */
  view(object: ObjectPlace, { elements, from, hex }: ViewOptions): DxView | undefined {
    const radix = hex ? "x" : "d";
    const skip = from === undefined ? "" : ` -c ${from}`;
    const shown = elements === undefined ? radix : `[${elements}]${radix}`;
    const command = `dx -r${elements === undefined ? 0 : 1}${skip} (*${cell}),${shown}`;
    const output = optional(() => {
      this.#commands.markup(`r? ${cell} = ${castTo(object)}`);
      return this.#commands.markup(command);
    });
    return output === undefined ? undefined : readDxOutput(output);
  }

  /**
   * Loads a file with visualizers.
   * @param name The file, as its user knows it.
   * @param path The file, as the engine host knows it.
   * @throws {EngineError} `unsupported` when the engine has no data model, `badInput` when it cannot
   * load the file; `native` has the engine's own words.
   */
  load(name: string, path: string): void {
    if (!this.exists) {
      throw new EngineError(
        "unsupported",
        'This dbgeng has no data model for visualizers: "visualizerFile" needs one of version 10 or newer, with its DbgModel.dll beside it.',
      );
    }
    const said = plain(this.#commands.markup(`.nvload "${path}"`)).trim();
    if (/^Successfully loaded|is already loaded/m.test(said)) return;
    const why = /^Unable to open/m.test(said)
      ? "the file cannot be opened; correct the path"
      : "it is not well-formed, or visualizes types that another file does already";
    throw new EngineError("badInput", `The visualizers in '${name}' could not be loaded: ${why}.`, {
      native: said,
    });
  }
}
