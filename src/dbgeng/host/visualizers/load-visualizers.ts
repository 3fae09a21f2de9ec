import { EngineError } from "../../../engine/errors.ts";
import type { HostSetup } from "../../host-protocol.ts";
import type { HostEngine } from "../host-engine.ts";

/**
 * Loads the visualizers that the user chose, and says in the console which could not be: nobody gives
 * a session up for them. There must be a debuggee. Files that are loaded already are left alone.
 */
export function loadVisualizers(
  { dataModel, visualizers, raise }: HostEngine,
  files: HostSetup["visualizerFiles"],
): void {
  for (const { name, path } of files) {
    try {
      dataModel.load(name, path);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      raise({ type: "output", channel: "engine", text: `${error.message}\n` });
      if (error.failure === "unsupported") return;
    }
  }
  visualizers.forget();
}
