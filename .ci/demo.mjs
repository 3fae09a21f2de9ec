// npm run demo: shows a debug session from start to end, from a fresh clone.
import { chdir } from "node:process";
import { fileURLToPath } from "node:url";
import { forDemo, installAndBuild, installPackages, run } from "./set-up.mjs";

chdir(fileURLToPath(new URL("..", import.meta.url)));
const missing = installPackages(forDemo);
if (missing.length > 0) process.exit(1);
installAndBuild();
process.exitCode = run(process.execPath, ["dist/psdap.mjs", "demo", ...process.argv.slice(2)]);
