import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import type { Client } from "../requests/client.ts";
import { fileName, type SourcePaths } from "./source-paths.ts";

/** A file that the symbols name, as the client knows it; one that is not there is played down. */
export function sourceOut(paths: SourcePaths, client: Client, symbolPath: string): Dap.Source {
  const { path, found } = paths.toClient(symbolPath);
  return {
    name: fileName(path),
    path: client.pathOut(path),
    ...(found ? {} : { presentationHint: "deemphasize" as const }),
  };
}
