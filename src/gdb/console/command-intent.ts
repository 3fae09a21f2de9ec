import type { CommandIntent } from "../../engine/model.ts";

const plain: CommandIntent = { kind: "plain" };
const resume: CommandIntent = { kind: "resume" };
const over: CommandIntent = { kind: "step", step: "over", granularity: "line" };
const into: CommandIntent = { kind: "step", step: "into", granularity: "line" };
const out: CommandIntent = { kind: "step", step: "out", granularity: "line" };
const overOne: CommandIntent = { kind: "step", step: "over", granularity: "instruction" };
const intoOne: CommandIntent = { kind: "step", step: "into", granularity: "instruction" };

const toHere = "Set a breakpoint there and continue, or use the editor's way to run to a line.";
const onceOnly = "It takes one step at a time here: leave the number away.";
const connected = "The session has its process server and debuggee already: start another session.";
const another = "Start another session for a dump.";
const oneLine = "It would wait for more lines: write a command that is complete in one line.";
const takesOver =
  "It runs a program on this machine in the place of the debugger: use a terminal for that.";
const server = "Terminate the session to end its process server.";

/** Commands that act on the debuggee: their names, shortest first, and what they come to. */
const acting: readonly {
  readonly names: RegExp;
  readonly alone: CommandIntent;
  /** Where the same name with arguments is something else. */
  readonly withArguments?: CommandIntent;
}[] = [
  { names: /^(c|cont\w*|fg)$/, alone: resume, withArguments: refused(onceOnly) },
  { names: /^(n|ne|nex|next)$/, alone: over, withArguments: refused(onceOnly) },
  { names: /^(s|ste|step)$/, alone: into, withArguments: refused(onceOnly) },
  { names: /^(ni|nexti)$/, alone: overOne, withArguments: refused(onceOnly) },
  { names: /^(si|stepi)$/, alone: intoOne, withArguments: refused(onceOnly) },
  { names: /^fin(i|is|ish)?$/, alone: out },
  { names: /^(u|unt|unti|until)$/, alone: over, withArguments: refused(toHere) },
  { names: /^adv(a|an|anc|ance)?$/, alone: refused(toHere) },
  { names: /^(j|ju|jum|jump)$/, alone: refused("Use the editor's jump to cursor (goto).") },
  {
    names: /^(r|ru|run|sta|star|start|starti)$/,
    alone: { kind: "restart" },
    withArguments: refused("Put the arguments into the configuration and restart the session."),
  },
  { names: /^(k|ki|kil|kill)$/, alone: { kind: "kill" } },
  { names: /^det(a|ac|ach)?$/, alone: { kind: "detach" } },
  { names: /^(disconnect|disco\w*)$/, alone: { kind: "detach" } },
  { names: /^(q|qu|qui|quit|exit)$/, alone: { kind: "quit" } },
  { names: /^(interrupt|interr\w*)$/, alone: { kind: "pause" } },
  { names: /^core(-\w*)?$/, alone: refused(another) },
  { names: /^(at|att\w*|attach)$/, alone: refused(connected) },
  { names: /^(tar\w*|target)$/, alone: refused(connected) },
  { names: /^(inferior|add-inferior|remove-inferiors|clone-inferior)$/, alone: refused(connected) },
  { names: /^(signal|queue-signal)$/, alone: refused("Choose signals in the exception filters.") },
  { names: /^(shell|make|edit)$/, alone: refused(takesOver) },
  {
    names: /^(reverse-\w+|rc|rn|rs|rni|rsi)$/,
    alone: refused("A process server cannot run its debuggee backwards."),
  },
];

/** Commands that read more lines, or talk to a terminal: gdb would take the engine's own for them. */
const waiting =
  /^\s*(?:(?:python|py|expression|python-interactive|pi|guile|gu|guile-repl|gr|shell|!|make|compile|edit)\s*$|(?:commands|define|document|if|while|define-prefix|compile code|tui|layout|edit|while-stepping|stepping|ws)\b)/;

/** Whether a command would wait for more input than its line. */
export function waitsForInput(command: string): boolean {
  return waiting.test(command);
}

/** Whether a command is there to evaluate an expression, which may call functions. */
export function evaluates(command: string): boolean {
  return /^\s*(p|pri|prin|print|inspect|call|output|printf|set\s+var(iable)?)\b/.test(command);
}

/** What a command of gdb would do to the debuggee; asks nobody. */
export function intentOf(command: string): CommandIntent {
  if (waitsForInput(command)) return refused(oneLine);
  // What they print would go where gdb's own answers go.
  if (/^\s*(!|\||pipe\b)/.test(command)) return refused(takesOver);
  const text = command.trim().replace(/\s*&$/, "");
  const [, name = "", rest = ""] = /^([\w-]+)\s*(.*)$/s.exec(text) ?? [];
  if (/^mon(i|it|ito|itor)?$/.test(name)) {
    return /^(exit|stop|quit)\b/.test(rest) ? refused(server) : plain;
  }
  if (/^inferior$/.test(name) && rest === "") return plain;
  if (/^(thread|frame)$/.test(name) && /^apply\b/.test(rest)) {
    const inner = /^apply\s+(?:all|[\d\s.*-]+)\s*(?:-\w+\s+)*(.*)$/s.exec(rest)?.[1] ?? "";
    return intentOf(inner).kind === "plain"
      ? plain
      : refused("Choose the thread in the editor and use its commands.");
  }
  const known = acting.find(({ names }) => names.test(name));
  if (known === undefined) return plain;
  return rest === "" ? known.alone : (known.withArguments ?? known.alone);
}

function refused(hint: string): CommandIntent {
  return { kind: "refused", hint };
}
