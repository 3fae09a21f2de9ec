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
import { intentOf } from "./command-intent.ts";
import { completions } from "./completions.ts";
import { disassemble } from "./disassembly.ts";
import { readMemory, writeMemory } from "./memory.ts";
import { placeOptions } from "./place.ts";
import { readStack } from "./stack.ts";
import { runUserCommand } from "./user-command.ts";
import { VariableCalls } from "./variable-calls.ts";

/** The calls of an engine about its debuggee: its motion, what it stops at, and what is in it. */
export class DebuggeeCalls extends VariableCalls {
  async threads(): Promise<readonly ThreadInfo[]> {
    return this.session.listThreads();
  }

  async stack(threadId: number, page: Page): Promise<StackWindow> {
    const { thread } = this.place({ threadId, level: 0 });
    return readStack(this.session.mi, thread, page);
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
    return run.debuggee === undefined || mi.busyAlone ? modules.known : modules.list();
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
    return this.session.asUser(() =>
      this.calling(text, () => runUserCommand(this.session.mi, text, place)),
    );
  }
}
