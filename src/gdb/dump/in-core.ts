import { dumpStands, EngineError } from "../../engine/errors.ts";

/** What becomes in a core file of an expression that calls a function or assigns. */
const refusals =
  /without a process|program is not being run|^Cannot access memory|did not come to its end/;

/**
 * Does what may want to change a core file.
 * @throws {EngineError} `unsupported` when it does, or what `work` throws.
 */
export async function inCore<Result>(text: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { native = "" } = error instanceof EngineError ? error : {};
    if (!refusals.test(native)) throw error;
    throw new EngineError("unsupported", `'${text}' is not carried out: ${dumpStands}.`, {
      native,
    });
  }
}
