import { EngineError } from "../../engine/errors.ts";
import type { LaunchOptions } from "../../engine/model.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { readRemoteFile } from "../server/remote-file.ts";

/**
 * Finds out why a program did not start: gdbserver only says that it failed.
 * @param native What gdb said.
 */
export async function launchFailure(
  mi: MiSession,
  options: LaunchOptions,
  server: string,
  native: string,
): Promise<EngineError> {
  const sentence =
    (options.cwd && (await folderProblem(mi, options.cwd, server))) ||
    (await programProblem(mi, options.program, server)) ||
    `'${options.program}' could not be started by process server ${server}: gdb says "${native.trim()}".`;
  return new EngineError("badInput", sentence, { native });
}

async function folderProblem(
  mi: MiSession,
  folder: string,
  server: string,
): Promise<string | undefined> {
  const found = await readRemoteFile(mi, folder);
  const start = `The working directory '${folder}'`;
  if ("content" in found) return `${start} is a file: set "cwd" to a folder.`;
  if (found.problem === "missing") {
    return `${start} does not exist on the machine of process server ${server}: set "cwd" to a folder that does.`;
  }
  if (found.problem === "denied") {
    return `${start} may not be entered by process server ${server}: give its user the right, or set "cwd" to another folder.`;
  }
  return undefined;
}

async function programProblem(
  mi: MiSession,
  program: string,
  server: string,
): Promise<string | undefined> {
  const found = await readRemoteFile(mi, program);
  const where = `on the machine of process server ${server}`;
  if ("problem" in found) {
    if (found.problem === "missing") {
      return `There is no program '${program}' ${where}: set "program" to its path there.`;
    }
    if (found.problem === "directory") {
      return `'${program}' is a folder ${where}: set "program" to the program in it.`;
    }
    return found.problem === "denied"
      ? `'${program}' may not be run by process server ${server}: give its user the right to read and execute it.`
      : undefined;
  }
  const itself = await readRemoteFile(mi, "/proc/self/exe");
  const wanted = machineOf("content" in itself ? itself.content : undefined);
  const actual = machineOf(found.content);
  if (actual !== undefined && wanted !== undefined && actual !== wanted) {
    return `'${program}' is built for ${actual}, and process server ${server} runs on ${wanted}: set "program" to a build for that machine.`;
  }
  if (actual === undefined && found.content.subarray(0, 2).toString("latin1") !== "#!") {
    return `'${program}' is no program: it begins neither as an ELF file nor with #!; set "program" to one.`;
  }
  return `'${program}' is there but cannot be executed ${where}: make it executable with 'chmod +x' and see that its interpreter is installed.`;
}

const machines: Readonly<Record<number, string>> = {
  3: "x86 (32 bits)",
  8: "MIPS",
  20: "PowerPC",
  21: "PowerPC64",
  22: "S390",
  40: "ARM (32 bits)",
  62: "x86-64",
  183: "AArch64",
  243: "RISC-V",
};

/** The processor of an ELF file; undefined for any other file. */
function machineOf(file: Buffer | undefined): string | undefined {
  if (file === undefined || file.length < 20) return undefined;
  if (file.subarray(0, 4).toString("latin1") !== "\x7fELF") return undefined;
  const number = file[5] === 2 ? file.readUInt16BE(18) : file.readUInt16LE(18);
  return machines[number] ?? `another processor (ELF machine ${number})`;
}
