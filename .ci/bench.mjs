// npm run bench [-- --rounds N] [-- --only gdb|dbgeng]: measures psdap beside other adapters.
// npm run bench -- --steps N [--only gdb|dbgeng]: measures its memory over so many steps.
import { chdir } from "node:process";
import { fileURLToPath } from "node:url";
import { forBench, installAndBuild, installPackages, run } from "./set-up.mjs";

chdir(fileURLToPath(new URL("..", import.meta.url)));
// A peer that is still missing is shown as missing.
installPackages(forBench);
installAndBuild();
// It may have been installed just now.
const { build } = await import("esbuild");
const program = ".cache/bench.mjs";
await build({
  entryPoints: ["protocol-tests/bench/main.ts"],
  outfile: program,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  external: ["koffi"],
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
  logLevel: "warning",
});
process.exitCode = run(process.execPath, [program, ...process.argv.slice(2)]);
