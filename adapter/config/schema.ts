import * as z from "zod/mini";

/** How a field is named in a sentence about a wrong value. */
export interface Wording {
  /** Completes "must be ...". */
  readonly mustBe: string;
  /** A right value, as it is written in JSON. */
  readonly example: string;
}

/** The wording of every field of the schemas. */
export const wordings = z.registry<Wording>();

function field<T extends z.ZodMiniType>(schema: T, description: string, wording: Wording): T {
  const described = schema.check(z.describe(description));
  wordings.add(described, wording);
  return described;
}

/** What a key of a schema was described as, whether it may be absent or not. */
export function describedField(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodMiniOptional ? schema.def.innerType : schema;
}

const text = z.string().check(z.minLength(1));
const aString = (example: string): Wording => ({ mustBe: "a text", example });
const aPath = (example: string): Wording => ({ mustBe: "a path", example });
const paths = (example: string): Wording => ({ mustBe: "a list of paths", example });

/** What launch and attach have in common. */
export const commonSchema = z.partial(
  z.object({
    engine: field(
      z.enum(["dbgeng", "gdb"]),
      'The debugger: "dbgeng" for Windows programs, "gdb" for Linux programs. Default: "dbgeng" on Windows and wherever "dbgengPath" is set, else "gdb".',
      { mustBe: '"dbgeng" or "gdb"', example: '"gdb"' },
    ),
    processServer: field(
      text,
      "Connection string of the process server, e.g. tcp:server=HOST,port=PORT[,password=...]; dbgeng knows npipe:, ssl: and spipe: too. Absent: the session starts a process server of its own on this machine.",
      { mustBe: "a connection string", example: '"tcp:server=127.0.0.1,port=5005"' },
    ),
    symbolPath: field(
      z.array(text),
      "Folders with symbols on this machine, and symbol servers: srv*[CACHE*]URL on dbgeng, the URL of a debuginfod server on gdb.",
      paths('["/home/me/symbols"]'),
    ),
    visualizerFile: field(
      z.union([text, z.array(text)]),
      "Files with visualizers (NatVis) on this machine, one or a list. For a dbgeng of version 10 or newer; gdb has pretty printers instead.",
      { mustBe: "a path, or a list of paths", example: '"/home/me/containers.natvis"' },
    ),
    sourceFileMap: field(
      z.record(z.string().check(z.minLength(1)), text),
      "Replaces the beginning of source paths: on the left as the symbols have it, on the right as it is on this machine. The longest match wins; both kinds of slashes; Windows paths in any case; used in both directions.",
      {
        mustBe: "an object of paths in the symbols and paths on this machine",
        example: '{"/build/src": "/home/me/src"}',
      },
    ),
    sourcePath: field(
      z.array(text),
      "Folders on this machine in which source files are looked for that are not where the symbols say.",
      paths('["/home/me/src"]'),
    ),
    followChildren: field(
      z.boolean(),
      'Have the client start a session for every process that the program starts, attached to it before its own code runs (dbgeng) or as soon as it is there (gdb, only without "processServer").',
      { mustBe: "true or false", example: "true" },
    ),
    onTerminate: field(
      z.enum(["endServer", "keepServer", "detach"]),
      'What "terminate" does: end debuggee and process server ("endServer", the default), the debuggee only ("keepServer"), or a launched debuggee only ("detach"), while an attached one runs on.',
      { mustBe: '"endServer", "keepServer" or "detach"', example: '"detach"' },
    ),
    onDisconnect: field(
      z.enum(["detach", "terminate"]),
      'What "disconnect" does to a launched debuggee when the client does not say: let it run on ("detach", the default), or end it ("terminate"). An attached one always runs on.',
      { mustBe: '"detach" or "terminate"', example: '"terminate"' },
    ),
    dbgengPath: field(
      text,
      "Folder of dbgeng.dll, or the file. Absent: the Debugging Tools are searched for.",
      aPath('"C:\\\\Program Files (x86)\\\\Windows Kits\\\\10\\\\Debuggers\\\\x64"'),
    ),
    gdbPath: field(text, "The gdb to use. Absent: gdb from the PATH.", aPath('"/usr/bin/gdb"')),
    winePath: field(
      text,
      "The wine to run dbgeng with where there is no Windows. Absent: wine from the PATH.",
      aPath('"/usr/bin/wine"'),
    ),
    initCommands: field(
      z.array(z.string()),
      "Commands of the engine to run as soon as it can take them; their output goes to the debug console.",
      { mustBe: "a list of commands", example: '["set print pretty on"]' },
    ),
    trace: field(
      text,
      "File for the recorded conversation, one JSON object per line; passwords, tokens and the values of environment variables are masked.",
      aPath('"/tmp/psdap.jsonl"'),
    ),
    token: field(
      z.string(),
      "What the adapter was started with as PSDAP_TOKEN, where it listens for clients; needed when it listens beyond this machine.",
      aString('"..."'),
    ),
  }),
);

/** Configuration of `launch`. */
export const launchSchema = z.object({
  program: field(text, "The program to start, a path on the process server's machine.", {
    mustBe: "the path of a program on the process server's machine",
    example: '"/home/me/prog"',
  }),
  args: z.optional(
    field(
      // Helix makes numbers of arguments that look like one.
      z.union([z.array(z.union([z.string(), z.pipe(z.int(), z.transform(String))])), z.string()]),
      "Arguments of the program: a list is passed literally, a single text is split by the engine's own rules.",
      { mustBe: "a list of texts, or one text", example: '["--fast", "input.txt"]' },
    ),
  ),
  cwd: z.optional(
    field(
      text,
      "Working folder of the program, a path on the process server's machine. Absent: the process server's own.",
      aPath('"/home/me"'),
    ),
  ),
  env: z.optional(
    field(
      z.record(z.string(), z.nullable(z.string())),
      "Changes to the process server's environment for the program; null removes a variable.",
      { mustBe: "an object of texts, or null to remove a variable", example: '{"LANG": "C"}' },
    ),
  ),
  stopOnEntry: z.optional(
    field(z.boolean(), "Stop at the beginning of main.", {
      mustBe: "true or false",
      example: "true",
    }),
  ),
  console: z.optional(
    field(
      z.enum(["internalConsole", "integratedTerminal", "externalTerminal"]),
      'Where the program reads and writes: the debug console ("internalConsole", the default), or a terminal of the client. Only without "processServer".',
      {
        mustBe: '"internalConsole", "integratedTerminal" or "externalTerminal"',
        example: '"integratedTerminal"',
      },
    ),
  ),
  noDebug: z.optional(
    field(z.boolean(), "Run the program without stopping at anything.", {
      mustBe: "true or false",
      example: "true",
    }),
  ),
  ...commonSchema.shape,
});

/** Configuration of `attach`. */
export const attachSchema = z.object({
  processId: z.optional(
    field(
      z.union([z.int().check(z.positive()), z.string().check(z.regex(/^[1-9]\d*$/))]),
      "The process to attach to, by its id on the process server's machine.",
      { mustBe: "the id of a process", example: "4711" },
    ),
  ),
  processName: z.optional(
    field(
      text,
      "The process to attach to, by the name of its program; exactly one process may have it.",
      { mustBe: "the name of a program, without its folder", example: '"prog"' },
    ),
  ),
  waitFor: z.optional(
    field(
      z.boolean(),
      'Wait for a process with the name of "processName" where there is none yet, until it comes or the attach is given up.',
      { mustBe: "true or false", example: "true" },
    ),
  ),
  dumpFile: z.optional(
    field(
      text,
      "A dump to look into in the place of a process: a core file on gdb, a minidump (also a full one) on dbgeng; a path on this machine.",
      aPath('"/home/me/core"'),
    ),
  ),
  program: z.optional(
    field(
      text,
      'The program that "dumpFile" was taken of, a path on this machine. Absent: where the dump and "symbolPath" say.',
      aPath('"/home/me/prog"'),
    ),
  ),
  stopOnEntry: z.optional(
    field(z.boolean(), "Stop where the process is, instead of letting it run on.", {
      mustBe: "true or false",
      example: "true",
    }),
  ),
  ...commonSchema.shape,
});
