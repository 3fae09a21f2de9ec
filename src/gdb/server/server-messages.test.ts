import { once } from "node:events";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { passOnMessages } from "./server-messages.ts";

test("only the complaint about our own probe is left out, however it arrives", async () => {
  const messages = new PassThrough();
  let told = "";
  passOnMessages(messages, (text) => {
    told += text;
  });

  messages.write("Listening on port 5\nBad checksum, sentsum=0x0, csu");
  messages.write("m=0x21, buf=!\nBad checksum, sentsum=0x1f, csum=0x21, buf=!\nno end");
  messages.end();

  await once(messages, "end");
  expect(told).toBe("Listening on port 5\nBad checksum, sentsum=0x1f, csum=0x21, buf=!\nno end");
});
