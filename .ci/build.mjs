// Bundles the programs of the package into dist/.
import { cpSync, rmSync } from "node:fs";
import { build } from "esbuild";

/** @type {import("esbuild").BuildOptions} */
const common = {
  outdir: "dist",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  external: ["koffi"],
  // Less to read at every start. The maps tell what a stack trace means.
  minify: true,
  sourcemap: "linked",
  // Some dependencies are CommonJS and call require() for Node's own modules.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
  logLevel: "warning",
};

rmSync("dist", { recursive: true, force: true });
await Promise.all([
  // In parts: an engine, a command is only loaded by whoever uses it.
  build({
    ...common,
    entryPoints: { psdap: "adapter/main.ts" },
    splitting: true,
    chunkNames: "parts/[name]-[hash]",
  }),
  build({ ...common, entryPoints: { "engine-host": "src/dbgeng/host/main.ts" } }),
  build({ ...common, entryPoints: { "far-relay": "src/gdb/server/far/main.ts" } }),
  build({
    ...common,
    entryPoints: {
      extension: "adapter/vscode/extension.ts",
      "start-adapter": "adapter/vscode/start-adapter.ts",
    },
    // VS Code loads extensions as CommonJS, and gives them its interface.
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    external: ["vscode"],
    banner: {},
  }),
]);
for (const name of ["embedded-server.sh", "run-debuggee.sh"]) {
  cpSync(`src/gdb/server/${name}`, `dist/${name}`);
}
