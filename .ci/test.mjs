// npm test [-- VITEST-ARGUMENTS]: runs every test that this machine can run, from a fresh clone.
import { chdir } from "node:process";
import { fileURLToPath } from "node:url";
import { forTests, installAndBuild, installPackages, run } from "./set-up.mjs";

chdir(fileURLToPath(new URL("..", import.meta.url)));
// What is still missing makes a suite print that it is skipped.
installPackages(forTests);
installAndBuild();
const vitest = ["node_modules/vitest/vitest.mjs", "run", "--root", "."];
const config = ["--config", "protocol-tests/vitest.config.ts"];
process.exitCode = run(process.execPath, [...vitest, ...config, ...process.argv.slice(2)]);
