import type { CommandIntent, StepGranularity, StepKind } from "../engine/model.ts";

const plain: CommandIntent = { kind: "plain" };

function step(kind: StepKind, granularity: StepGranularity): CommandIntent {
  return { kind: "step", step: kind, granularity };
}

function refused(hint: string): CommandIntent {
  return { kind: "refused", hint };
}

/** Commands without arguments that are verbs of the session. */
const verbs: Readonly<Record<string, CommandIntent>> = {
  g: { kind: "resume" },
  gu: step("out", "statement"),
  p: step("over", "line"),
  t: step("into", "line"),
  q: { kind: "quit" },
  qq: { kind: "quit" },
  qd: { kind: "detach" },
  ".detach": { kind: "detach" },
  ".kill": { kind: "kill" },
  ".restart": { kind: "restart" },
  ".breakin": { kind: "pause" },
};

const refusals: Readonly<Record<string, string>> = {
  g: "'g' runs without an address here: set a breakpoint there, or use goto, and continue.",
  gh: "Exceptions are handed to the debuggee here: change the registers or memory that caused it, and continue.",
  gn: "An exception is handed on to the debuggee when you continue: use 'g' without arguments.",
  gc: "'gc' belongs into a breakpoint's command: give the breakpoint a condition instead.",
  p: "Only one step at a time is made here: use 'p' without arguments, or a breakpoint.",
  t: "Only one step at a time is made here: use 't' without arguments, or a breakpoint.",
  gu: "Only one frame at a time is left here: use 'gu' without arguments.",
  pa: "Set a breakpoint at the address and continue.",
  ta: "Set a breakpoint at the address and continue.",
  pc: "Step by instructions to the next call, or step into the function.",
  tc: "Step by instructions to the next call, or step into the function.",
  pt: "Use 'gu' (step out) instead.",
  tt: "Use 'gu' (step out) instead.",
  pct: "Step by instructions, or use 'gu' (step out).",
  tct: "Step by instructions, or use 'gu' (step out).",
  ph: "Step by instructions instead.",
  th: "Step by instructions instead.",
  tb: "Step by instructions instead.",
  wt: "Set a breakpoint that logs instead.",
  a: "The engine would wait for instructions that nobody can type: write their bytes with 'eb' instead.",
  ".create": "Start another session for another program.",
  ".attach": "Start another session for another process.",
  ".abandon": "Nothing could make an abandoned process run again: use '.detach'.",
  ".opendump": "Start another session for a dump.",
  ".reboot": "That would restart the machine; do it there.",
  ".crash": "That would stop the machine; do it there.",
  ".remote": "The engine's own remote sessions are not for here: use a process server.",
  ".server": "The engine's own remote sessions are not for here: use a process server.",
  ".endpsrv": "Use terminate to end the process server.",
  ".endsrv": "There is no server of the engine's own to end.",
  ".wake": "The debugger does not sleep here.",
  ".sleep": "That would stop the debugger from answering.",
  ".exepath+": "Set the image path with '.exepath'.",
};

/** Commands that ask for more lines unless their values stand behind them. */
const asking = /^(?:e|ea|eb|ed|ew|eq|eu|ef|ep|eza|ezu)\s*(?:\S+\s*)?$/;
const hintForAsking =
  "Write the new values on the same line, or the engine would wait for them: e.g. 'eb address 90'.";

/**
 * What one of dbgeng's commands would do to the debuggee.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/debuggercmds/commands
 */
export function commandIntent(text: string): CommandIntent {
  const parts = splitCommands(text);
  if (parts.length <= 1) return intentOfOne(parts[0] ?? "");
  for (const part of parts) {
    const intent = intentOfOne(part);
    if (intent.kind === "refused") return intent;
    if (intent.kind !== "plain") {
      return refused(
        `'${part}' acts on the debuggee: type it by itself, without the other commands.`,
      );
    }
  }
  return plain;
}

function intentOfOne(command: string): CommandIntent {
  const bare = withoutThread(command);
  const [, verb = "", rest = ""] = /^(\.[a-z_+]+|[a-z]+)(.*)$/i.exec(bare) ?? [];
  const name = verb.toLowerCase();
  if (command !== bare && (name in verbs || name in refusals)) {
    return refused(
      `'${command}' is not possible: choose the thread in the client, then '${name}'.`,
    );
  }
  if (rest.trim() === "" && name in verbs) return verbs[name] as CommandIntent;
  if (asking.test(bare)) return refused(hintForAsking);
  if (!/^(?:\s|$|["'*]|@|0)/.test(rest) && !rest.startsWith("r ")) return plain;
  const hint = refusals[name] ?? (name in verbs ? `Use '${name}' without arguments.` : undefined);
  return hint === undefined ? plain : refused(hint);
}

/** The command behind a thread prefix such as `~2 g` or `~.p`; `~*k` is left to the engine. */
function withoutThread(command: string): string {
  return command.replace(/^~(?:[.#*]|\d+)?\s*(?=[a-z.])/i, "");
}

/** The commands of a line, split at semicolons outside of quotes. */
function splitCommands(text: string): string[] {
  const parts: string[] = [];
  let part = "";
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (character !== ";" || quoted) part += character;
    else {
      parts.push(part);
      part = "";
    }
  }
  return [...parts, part].map((one) => one.trim()).filter((one) => one !== "");
}
