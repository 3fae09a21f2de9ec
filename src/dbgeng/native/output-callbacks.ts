import { CallbackObject } from "./callback-object.ts";
import { debugOutputCallbacksWide } from "./interfaces/debug-output-callbacks-wide.ts";

/**
 * The object to pass to `DebugClient.setOutputCallbacks`.
 * @param receive Gets output in fragments; `mask` is one of `OutputMask`. Runs inside the call of
 * the engine that caused the output.
 * @param report Gets what `receive` throws.
 */
export function outputCallbacks(
  receive: (mask: number, text: string) => void,
  report: (error: unknown) => void,
): CallbackObject {
  return new CallbackObject(
    debugOutputCallbacksWide,
    {
      Output(mask, text) {
        receive(mask, text ?? "");
        return 0;
      },
    },
    report,
  );
}
