import { spawnSync } from "node:child_process";
import { sentenceOf } from "../../src/engine/errors.ts";
import type { EngineKind } from "../../src/engine/model.ts";
import { openEngine } from "../../src/engines.ts";
import { type CommandLine, engineOf } from "./options.ts";
import { print } from "./print.ts";

/** A program that takes part in debugging, but that is no engine. */
interface Helper {
  readonly program: string;
  readonly args: readonly string[];
  readonly purpose: string;
  /** What to install, where that is a Debian package. */
  readonly package: string;
}

const helpers: readonly Helper[] = [
  {
    program: "gdbserver",
    args: ["--version"],
    purpose: "process servers on this machine",
    package: "gdbserver",
  },
  {
    program: "wine",
    args: ["--version"],
    purpose: "dbgeng without Windows",
    package: "wine wine64",
  },
  { program: "cc", args: ["--version"], purpose: "psdap demo", package: "gcc libc6-dev" },
];

/**
 * Says which engines and helpers are here, and what to install for the others.
 * @returns the exit code: 1 when there is no engine at all.
 */
export async function doctor(line: CommandLine): Promise<number> {
  print(`node ${process.version} on ${process.platform} ${process.arch}`);
  let usable = 0;
  for (const kind of ["gdb", "dbgeng"] as const) {
    const { works, about } = await examine(kind, line);
    print(`engine ${kind}: ${works ? "works" : "does not work"}. ${about}`);
    if (works) usable++;
  }
  const here = helpers.filter(({ program }) => process.platform === "linux" || program === "cc");
  for (const helper of here) print(describe(helper));
  return usable > 0 ? 0 : 1;
}

/** Opens the engine, which is the only proof that it works. */
async function examine(
  kind: EngineKind,
  line: CommandLine,
): Promise<{ works: boolean; about: string }> {
  try {
    const engine = await openEngine(kind, engineOf(line).options);
    await engine.close();
    return { works: true, about: firstLine(engine.version) };
  } catch (error) {
    return { works: false, about: sentenceOf(error) };
  }
}

function describe({ program, args, purpose, package: name }: Helper): string {
  const { error, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (error !== undefined) {
    return `${program}: not found; for ${purpose}. On Debian: apt-get install ${name}`;
  }
  return `${program}: ${firstLine(stdout || stderr)}; for ${purpose}.`;
}

const firstLine = (text: string) => text.trim().split("\n", 1)[0] ?? "";
