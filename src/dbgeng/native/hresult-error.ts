import { EngineError } from "../../engine/errors.ts";

/** The hexadecimal text of an HRESULT, e.g. `0x8000ffff`. */
function hresultText(code: number): string {
  return `0x${(code >>> 0).toString(16).padStart(8, "0")}`;
}

/** A COM call that answered a failing HRESULT. */
export class HresultError extends EngineError {
  /** The interface that was called, e.g. `IDebugControl4`. */
  readonly interfaceName: string;
  /** The method that failed, e.g. `WaitForEvent`. */
  readonly method: string;
  /** The HRESULT as an unsigned 32-bit number. */
  readonly code: number;

  constructor(interfaceName: string, method: string, code: number) {
    const text = hresultText(code);
    super("native", `The debugger engine refused ${interfaceName}::${method} with ${text}.`, {
      native: text,
    });
    this.interfaceName = interfaceName;
    this.method = method;
    this.code = code >>> 0;
  }
}
