import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/** What gdbserver says of the first packet of `probeServer`, and of no packet that gdb would send. */
const ofProbe = "Bad checksum, sentsum=0x0, csum=0x21, buf=!";

/** Hands on what a gdbserver says, line by line, without what only a probe of ours made it say. */
export function passOnMessages(messages: Readable, tell: (text: string) => void): void {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  messages.on("data", (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split("\n");
    rest = lines.pop() ?? "";
    const text = lines.filter((line) => line !== ofProbe).map((line) => `${line}\n`);
    if (text.length > 0) tell(text.join(""));
  });
  messages.on("end", () => {
    if (rest !== "") tell(rest);
  });
  messages.on("error", () => {});
}
