#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sentenceOf } from "../src/engine/errors.ts";
import { packageRoot } from "../src/util/program-file.ts";
import { help } from "./cli/help.ts";
import { type CommandLine, readCommandLine } from "./cli/options.ts";
import { print, tell } from "./cli/print.ts";
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
  switch (line.command) {
    case "serve":
      return (await import("./cli/serve.ts")).serve(line);
    case "ps":
      return (await import("./cli/ps.ts")).ps(line);
    case "end":
      return (await import("./cli/end.ts")).end(line);
    case "doctor":
      return (await import("./cli/doctor.ts")).doctor(line);
    case "demo":
      return (await import("./cli/demo.ts")).demo(line);
    case "setup-wine":
      return (await import("./cli/setup-wine.ts")).setupWine();
    default:
      if (line.listen !== undefined) return (await import("./cli/listen.ts")).listen(line.listen);
      return (await import("./cli/stdio.ts")).stdio();
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
