import { constants, openSync } from "node:fs";
import { Socket } from "node:net";
import type { Readable } from "node:stream";

/**
 * Reads a named pipe. This process holds it open for writing, too, so that a writer never finds it
 * without a reader: that would end the writer with SIGPIPE.
 */
export function readNamedPipe(path: string): Readable {
  const descriptor = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  return new Socket({ fd: descriptor, readable: true, writable: false });
}
