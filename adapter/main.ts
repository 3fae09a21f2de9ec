#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sentenceOf } from "../src/engine/errors.ts";
import { packageRoot } from "../src/util/program-file.ts";
import { end } from "./cli/end.ts";
import { help } from "./cli/help.ts";
import { listen } from "./cli/listen.ts";
import { type CommandLine, readCommandLine } from "./cli/options.ts";
import { print, tell } from "./cli/print.ts";
import { ps } from "./cli/ps.ts";
import { serve } from "./cli/serve.ts";
import { setupWine } from "./cli/setup-wine.ts";
import { stdio } from "./cli/stdio.ts";
import { UsageError } from "./cli/usage-error.ts";

/** Runs the command. @returns the exit code. */
async function run(line: CommandLine): Promise<number> {
  if (line.help) {
    print(help);
    return 0;
  }
  if (line.version) {
    const manifest = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8"));
    print(manifest.version);
    return 0;
  }
  // Most commands are small: a client waits at every start, and each file to load is 0.3 ms of it.
  switch (line.command) {
    case "serve":
      return serve(line);
    case "ps":
      return ps(line);
    case "end":
      return end(line);
    case "doctor":
      return (await import("./cli/doctor.ts")).doctor(line);
    case "demo":
      return (await import("./cli/demo.ts")).demo(line);
    case "setup-wine":
      return setupWine(line);
    default:
      if (line.listen !== undefined) return listen(line.listen);
      return stdio();
  }
}

async function main(): Promise<void> {
  // A reader that goes away early, as in `psdap ps | head`, is no failure.
  process.stdout.on("error", () => {});
  try {
    process.exitCode = await run(readCommandLine(process.argv.slice(2)));
  } catch (error) {
    tell(sentenceOf(error));
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
  // What is left open by now, stdin above all, must not keep the process.
  process.stdout.write("", () => process.exit());
}

// Nothing waits here: VS Code loads this file with require(), which knows no top-level await.
void main();
