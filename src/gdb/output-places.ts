import { execFileSync, spawn } from "node:child_process";
import { constants, openSync } from "node:fs";
import { Socket } from "node:net";
import { findProgram } from "./find-program.ts";
import type { OutputPlace } from "./output-channel.ts";

/**
 * A named pipe. This process holds it open for reading and writing, so that a writer never finds it
 * without a reader: that would end the writer with SIGPIPE.
 */
export function openNamedPipe(path: string): OutputPlace {
  execFileSync("mkfifo", ["-m", "600", path]);
  const descriptor = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  const stream = new Socket({ fd: descriptor, readable: true, writable: false });
  return { path, stream };
}

/**
 * A pseudo terminal: C programs send their lines to a terminal at once, and to anything else only
 * when some thousand bytes have come together.
 *
 * Node cannot make one, `script` of util-linux can; where it is missing, output comes late.
 * `script` ends when its input closes, so with this process.
 * @returns undefined when there is none to be had.
 */
export async function openPseudoTerminal(): Promise<OutputPlace | undefined> {
  const program = findProgram("script");
  if (program === undefined) return undefined;
  // No translation of line ends and no echo, then the name of the terminal, then hold it open.
  const holder = "stty -opost -echo && tty && exec cat >/dev/null";
  const child = spawn(program, ["-q", "-f", "-c", holder, "/dev/null"], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...process.env, SHELL: "/bin/sh" },
  });
  const stream = child.stdout;
  child.stdin.on("error", () => {});
  const path = await new Promise<string | undefined>((resolve) => {
    let line = Buffer.alloc(0);
    const timer = setTimeout(() => finish(undefined), 2000);
    const finish = (found: string | undefined) => {
      clearTimeout(timer);
      stream.off("data", read);
      stream.pause();
      resolve(found);
    };
    const read = (chunk: Buffer) => {
      line = Buffer.concat([line, chunk]);
      if (line.includes(0x0a)) finish(/^(\/dev\/\S+)\r?\n$/.exec(line.toString("utf8"))?.[1]);
    };
    stream.on("data", read);
    child.on("error", () => finish(undefined));
    child.on("exit", () => finish(undefined));
  });
  if (path === undefined) {
    child.kill();
    return undefined;
  }
  return { path, stream };
}
