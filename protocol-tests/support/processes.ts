import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** A process of the operating system, as seen from outside. */
export interface SeenProcess {
  readonly pid: number;
  readonly parent: number;
  readonly commandLine: string;
  /** State letter of Linux (`R`, `S`, `t` for traced); absent on Windows. */
  readonly state?: string;
}

/** All living processes. Zombies are no longer living. */
export function processes(): SeenProcess[] {
  return process.platform === "win32" ? windowsProcesses() : linuxProcesses();
}

/** Processes with this text in their command line, e.g. the path of a heartbeat. */
export function processesNaming(text: string): SeenProcess[] {
  const needle = comparable(text);
  return processes().filter((seen) => comparable(seen.commandLine).includes(needle));
}

/** Variable by which the processes of one test, or of one adapter, are told from all others. */
export interface Mark {
  readonly name: string;
  readonly value: string;
}

/**
 * Processes that carry the mark in their environment. Windows shows nobody's environment: there,
 * the descendants of `root`.
 */
export function processesOf(root: number, mark: Mark): SeenProcess[] {
  if (process.platform === "win32") return descendantsOf(root);
  const variable = `${mark.name}=${mark.value}`;
  return processes().filter(({ pid }) => environmentOf(pid).split("\0").includes(variable));
}

function descendantsOf(root: number): SeenProcess[] {
  const all = processes();
  const found = new Set([root]);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
  }
  return all.filter(({ pid }) => pid !== root && found.has(pid));
}

/** Whether a process with this id lives. */
export function lives(pid: number): boolean {
  return processes().some((seen) => seen.pid === pid);
}

/**
 * Kills a process without giving it a chance; none there is as good.
 * @throws {Error} for an id that can only be a mistake.
 */
export function killNow(pid: number): void {
  if (!(pid > 1) || pid === process.pid) throw new Error(`The tests do not kill process ${pid}.`);
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** A Windows path and the Unix path behind it name the same file. */
const comparable = (text: string) => text.replaceAll("\\", "/").toLowerCase();

function linuxProcesses(): SeenProcess[] {
  const seen: SeenProcess[] = [];
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const [stat, commandLine] = [read(`/proc/${name}/stat`), read(`/proc/${name}/cmdline`)];
    // "pid (name) state parent ...", and the name may contain anything.
    const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (!state || state === "Z" || state === "X") continue;
    seen.push({
      pid: Number(name),
      parent: Number(parent),
      commandLine: commandLine.split("\0").join(" "),
      state,
    });
  }
  return seen;
}

function environmentOf(pid: number): string {
  return read(`/proc/${pid}/environ`);
}

/** The file's text; "" for a process that has just gone or belongs to somebody else. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function windowsProcesses(): SeenProcess[] {
  const command =
    "Get-CimInstance Win32_Process | Select-Object ProcessId,ParentProcessId,CommandLine | ConvertTo-Json -Compress";
  const text = execFileSync("powershell.exe", ["-NoProfile", "-Command", command], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const rows = JSON.parse(text) as {
    ProcessId: number;
    ParentProcessId: number;
    CommandLine: string | null;
  }[];
  return rows.map((row) => ({
    pid: row.ProcessId,
    parent: row.ParentProcessId,
    commandLine: row.CommandLine ?? "",
  }));
}
