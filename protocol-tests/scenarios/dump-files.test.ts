import {
  chmodSync,
  copyFileSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { crashDump, lookInto } from "../support/dump.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import { expectSentence } from "../support/sentence.ts";
import { Session, vsCode } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

/** Why a file cannot be opened; the session ends well afterwards. */
async function refusedDump(stage: Stage, dumpFile: string, more: Record<string, unknown> = {}) {
  const { client, adapter } = stage.dap();
  await client.request("initialize", vsCode);
  const configuration = { ...stage.engine.configuration, dumpFile, ...more };
  const { format, showUser } = await client.refused("attach", configuration);
  expect(showUser).toBe(true);
  expectSentence(format);
  await client.request("disconnect");
  client.hangUp();
  await adapter.gone();
  return format;
}

describe("a dump whose program was moved", () => {
  test("is shown without names, and with them once it is told where", async ({ stage }) => {
    const program = await stage.copyOf("faults", "faults");
    const file = await crashDump(stage, program);
    const elsewhere = join(stage.subfolder("elsewhere"), basename(program));
    renameSync(program, elsewhere);
    const sample = await stage.sample("faults");

    const without = await Session.ofDump(stage, sample, file);
    await without.stopped("exception");
    const bare = await without.top();
    await without.disconnect();
    const told = await Session.ofDump(stage, sample, file, {
      configuration: { program: elsewhere },
    });
    await told.stopped("exception");

    expect(bare).toMatchObject({ line: 0 });
    expect(await told.top()).toMatchObject({
      line: told.line("poke"),
      instructionPointerReference: bare.instructionPointerReference,
    });
    await told.disconnect();
  });

  test("says that a program is another build than the one that crashed", async ({
    stage,
    skip,
  }) => {
    skip(stage.engine.kind !== "gdb", "dbgeng itself leaves out what does not fit");
    const file = await crashDump(stage);
    const { file: program } = await stage.sample("crash");

    const session = await lookInto(stage, file, { program });

    await session.stopped("exception");
    expect(session.dap.transcript.join("\n")).toContain("is not the build that the dump is of");
    await session.disconnect();
  });

  test("says that a program it is told of is not there", async ({ stage }) => {
    const file = await crashDump(stage);

    const reason = await refusedDump(stage, file, { program: join(stage.folder, "nowhere") });

    expect(reason).toContain('correct "program"');
  });
});

describe("a file that is no dump for this engine", () => {
  test("is refused with a sentence about it", async ({ stage }) => {
    const file = (name: string, contents: Buffer | string) => {
      const path = join(stage.folder, name);
      writeFileSync(path, contents);
      return path;
    };
    const { file: program } = await stage.sample("faults");
    const other = stage.engine.kind === "gdb" ? ["MDMP\x93\xa7", "dbgeng"] : ["\x7fELF\x02", "gdb"];
    const files = [
      [join(stage.folder, "nothing"), "does not exist"],
      [stage.folder, "is a folder"],
      [file("empty", ""), "is empty"],
      [file("notes.txt", "not a dump"), "is no dump"],
      [file("packed", gzipSync("core")), "packed with gzip: unpack it first"],
      [file("other", Buffer.from(other[0] ?? "", "latin1")), `set "engine": "${other[1]}"`],
      [file("system", "PAGEDU64"), "of a whole system"],
      [program, stage.engine.kind === "gdb" ? 'it belongs into "program"' : "is no dump"],
    ];
    for (const [path = "", reason = ""] of files) {
      expect(await refusedDump(stage, path)).toContain(reason);
    }
  });

  test("is refused where it may not be read", async ({ stage, skip }) => {
    skip(process.getuid?.() === 0 || process.platform === "win32", "root may read everything");
    const file = join(stage.folder, "secret");
    writeFileSync(file, "");
    chmodSync(file, 0);

    expect(await refusedDump(stage, file)).toContain("no right to read");
  });

  test("is refused when it is cut off", async ({ stage }) => {
    const whole = await crashDump(stage);
    const [half, stub] = ["half", "stub"].map((name) => join(stage.folder, name)) as [
      string,
      string,
    ];
    for (const file of [half, stub]) copyFileSync(whole, file);
    truncateSync(half, Math.floor(readFileSync(whole).length / 2));
    truncateSync(stub, 20);

    expect(await refusedDump(stage, stub)).toContain("is cut off");
    // gdb writes what it says of the threads behind the memory, dbgeng before.
    const cutOff = /is cut off, it has \d+ of its \d+ bytes/;
    expect(await refusedDump(stage, half)).toMatch(cutOff);
  });
});
