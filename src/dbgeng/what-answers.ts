import { connect } from "node:net";

/** Makes a gdbserver tell its packet size, and a web server complain. Neither minds. */
const question = "$qSupported#37\r\n\r\n";
const longestAnswer = 60;

/**
 * Finds out what kind of server takes connections at an address, when it is no process server:
 * what it says first, or answers to a question that common servers answer in text. A process
 * server says nothing.
 * @returns the first line of the answer, cut short; undefined when there is none within the time.
 */
export function whatAnswers(
  host: string,
  port: number,
  timeoutMs: number,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const timer = setTimeout(() => finish(undefined), timeoutMs);
    const finish = (answer: string | undefined) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => socket.write(question));
    socket.once("data", (data) => finish(firstLine(data)));
    socket.once("error", () => finish(undefined));
    socket.once("close", () => finish(undefined));
  });
}

function firstLine(data: Buffer): string | undefined {
  const line = data.toString("latin1").split(/[\r\n]/, 1)[0] ?? "";
  const printable = line.replace(/[^\x20-\x7e]/g, "").slice(0, longestAnswer);
  return printable === "" ? undefined : printable;
}
