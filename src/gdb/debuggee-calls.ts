import type {
  Address,
  CommandIntent,
  Completion,
  FrameId,
  Instruction,
  ModuleInfo,
  Page,
  StackWindow,
  ThreadInfo,
} from "../engine/model.ts";
import { disassemble } from "./code/disassembly.ts";
import { readStack } from "./code/stack.ts";
import { evaluates, intentOf } from "./console/command-intent.ts";
import { runUserCommand } from "./console/user-command.ts";
import { completions } from "./values/completions.ts";
import { readMemory, writeMemory } from "./values/memory.ts";
import { placeOptions } from "./values/place.ts";
import { VariableCalls } from "./values/variable-calls.ts";

/** The calls of an engine about its debuggee: its motion, what it stops at, and what is in it. */
export class DebuggeeCalls extends VariableCalls {
  async threads(): Promise<readonly ThreadInfo[]> {
    return this.session.listThreads();
  }

  async stack(threadId: number, page: Page): Promise<StackWindow> {
    const top = this.place({ threadId, level: 0 });
    const { mi, modules, variables, cFrames } = this.session;
    const window = readStack(mi, top.thread, page, modules);
    // gdb gets to it while the stack is on its way to the client.
    variables.readAhead(top);
    cFrames.note(top.thread, (await window).frames);
    return window;
  }

  async completions(
    text: string,
    column: number,
    language: "expression" | "command",
    frame?: FrameId,
  ): Promise<readonly Completion[]> {
    const { run, mi } = this.session;
    const place = run.running ? undefined : frame && this.place(frame);
    return completions(mi, text, column, language, placeOptions(place));
  }

  async modules(): Promise<readonly ModuleInfo[]> {
    const { run, mi, modules } = this.session;
    return !run.holds || mi.busyAlone ? modules.known : modules.list();
  }

  async sourceFiles(): Promise<readonly string[]> {
    return this.session.modules.sourceFiles();
  }

  async readMemory(address: Address, byteCount: number): Promise<Uint8Array> {
    this.session.run.requireStopped();
    return readMemory(this.session.mi, address, byteCount);
  }

  async writeMemory(address: Address, bytes: Uint8Array): Promise<number> {
    this.session.run.requireStopped();
    const { mi, variables } = this.session;
    return writeMemory(mi, address, bytes).finally(() => variables.noteWrite());
  }

  async disassemble(
    address: Address,
    offset: number,
    count: number,
  ): Promise<readonly Instruction[]> {
    this.session.run.requireStopped();
    return disassemble(this.session.mi, address, offset, count);
  }

  intentOf(command: string): CommandIntent {
    return intentOf(command);
  }

  async command(text: string, frame?: FrameId): Promise<string> {
    const place = frame && this.place(frame);
    const run = () => runUserCommand(this.session.mi, text, place);
    return this.session.asUser(() =>
      evaluates(text) ? this.evaluating(text, place, run) : this.acting(text, run),
    );
  }
}
