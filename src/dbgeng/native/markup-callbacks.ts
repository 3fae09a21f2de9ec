import { CallbackObject } from "./callback-object.ts";
import { debugOutputCallbacks2 } from "./interfaces/debug-output-callbacks2.ts";
import { koffi } from "./load-koffi.ts";

/** DEBUG_OUTCBI_DML: output with the engine's markup (DML) in it. */
const markup = 4;
/** DEBUG_OUTCB_EXPLICIT_FLUSH: there is no text. */
const flush = 2;

/**
 * The object to pass to `DebugClient.setOutputCallbacks` for output with markup: `<link cmd="...">`
 * around what can be followed, and `&lt;` for what would look like it.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/debugger/customizing-debugger-output-using-dml
 * @param receive Gets output in fragments, inside the call of the engine that caused it.
 * @param report Gets what `receive` throws.
 */
export function markupCallbacks(
  receive: (text: string) => void,
  report: (error: unknown) => void,
): CallbackObject {
  return new CallbackObject(
    debugOutputCallbacks2,
    {
      // Only for objects that have nothing else.
      Output: () => 0,
      GetInterestMask(out) {
        koffi.encode(out, "uint32", markup);
        return 0;
      },
      Output2(which, _flags, _argument, text) {
        if (which !== flush) receive(text ?? "");
        return 0;
      },
    },
    report,
  );
}
