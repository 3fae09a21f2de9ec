import { readFileSync } from "node:fs";
import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import type { Client } from "./client.ts";
import { type EventName, mainEvents } from "./protocol.ts";
import { RecordedNames } from "./recorded-names.ts";

/** One message of a conversation that the adapter recorded (configuration key `trace`). */
export interface Recorded {
  readonly from: "client" | "adapter";
  readonly message: Dap.ProtocolMessage;
}

/** Reads the messages of a recorded conversation; lines of the log are left out. */
export function readRecording(file: string): Recorded[] {
  return readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Recorded)
    .filter(({ message }) => message !== undefined);
}

/**
 * Plays the client's part of a recorded conversation again, as causal as it was: each request
 * follows what the adapter had said before it.
 *
 * Frames, threads, references and addresses have other numbers in another session: what the adapter
 * calls them now takes the place of what it called them then.
 * @param configuration Replaces keys of the recorded launch or attach, e.g. masked secrets.
 * @returns what the adapter said otherwise than it was recorded: one line per difference.
 */
export async function replay(
  recording: readonly Recorded[],
  client: Client,
  configuration: Readonly<Record<string, unknown>>,
): Promise<string[]> {
  const names = new RecordedNames();
  const replies = new Map<number, Promise<Dap.Response>>();
  const differences: string[] = [];
  for (const { from, message } of recording) {
    if (from === "client" && message.type === "request") {
      const { seq, command, arguments: args } = message as Dap.Request;
      const starts = command === "launch" || command === "attach";
      const now = starts ? { ...args, ...configuration } : names.translate(args);
      replies.set(seq, client.send(command, now));
    } else if (message.type === "response") {
      const { request_seq, command, ...then } = message as Dap.Response;
      const { success, body } = (await replies.get(request_seq)) as Dap.Response;
      const old = { success: then.success, body: then.body };
      differences.push(...names.compare(`reply ${command}`, old, { success, body }));
    } else if (message.type === "event") {
      const { event, body } = message as Dap.Event;
      if (!mainEvents.includes(event)) continue;
      const now = await client.nextOf(...(mainEvents as EventName[]));
      const [old, new_] = [
        { event, body },
        { event: now.event, body: now.body },
      ];
      differences.push(...names.compare(`event ${event}`, old, new_));
    }
  }
  return differences;
}
