import { describe, expect, test } from "vitest";
import { type EndingCause, type EndingSituation, endingOf, overtakes } from "./ending.ts";

const terminate = (restart = false): EndingCause => ({ by: "terminate", restart });
const disconnect = (
  what: Partial<Extract<EndingCause, { by: "disconnect" }>> = {},
): EndingCause => ({
  by: "disconnect",
  restart: false,
  terminateDebuggee: false,
  suspendDebuggee: false,
  ...what,
});
const clientGone: EndingCause = { by: "clientGone" };

const at = (
  origin: "launched" | "attached",
  debuggee: EndingSituation["debuggee"] = "running",
): EndingSituation => ({ origin, debuggee, canSuspend: true });

describe("endingOf", () => {
  const rows: readonly [
    name: string,
    cause: EndingCause,
    configuration: Parameters<typeof endingOf>[2],
    launched: string,
    attached: string,
  ][] = [
    ["terminate", terminate(), {}, "end, end", "end, end"],
    [
      "terminate, keepServer",
      terminate(),
      { onTerminate: "keepServer" },
      "end, disconnect",
      "end, disconnect",
    ],
    [
      "terminate, detach",
      terminate(),
      { onTerminate: "detach" },
      "end, disconnect",
      "detach, disconnect",
    ],
    ["terminate {restart}", terminate(true), {}, "end, disconnect", "end, disconnect"],
    ["disconnect", disconnect(), {}, "detach, disconnect", "detach, disconnect"],
    [
      "disconnect, onDisconnect terminate",
      disconnect(),
      { onDisconnect: "terminate" },
      "end, disconnect",
      "detach, disconnect",
    ],
    [
      "disconnect {terminateDebuggee}",
      disconnect({ terminateDebuggee: true }),
      {},
      "end, disconnect",
      "end, disconnect",
    ],
    [
      "disconnect {restart}",
      disconnect({ restart: true }),
      {},
      "end, disconnect",
      "detach, disconnect",
    ],
    [
      "disconnect {restart, terminateDebuggee}",
      disconnect({ restart: true, terminateDebuggee: true }),
      {},
      "end, disconnect",
      "detach, disconnect",
    ],
    [
      "disconnect {suspendDebuggee}",
      disconnect({ suspendDebuggee: true }),
      {},
      "suspend, disconnect",
      "suspend, disconnect",
    ],
    ["client gone", clientGone, {}, "end, disconnect", "detach, disconnect"],
  ];

  for (const [name, cause, configuration, launched, attached] of rows) {
    test(name, () => {
      for (const [origin, expected] of [
        ["launched", launched],
        ["attached", attached],
      ] as const) {
        const { debuggee, server } = endingOf(cause, at(origin), configuration);
        expect(`${debuggee}, ${server}`).toBe(expected);
      }
    });

    test(`${name}, after the debuggee has exited: the server lives`, () => {
      expect(endingOf(cause, at("launched", "exited"), configuration).server).toBe("disconnect");
    });

    test(`${name}, while it starts: nothing of it stays`, () => {
      expect(endingOf(cause, at("launched", "starting"), configuration).debuggee).toBe("end");
    });
  }

  test("an engine that cannot leave a debuggee stopped lets it run on", () => {
    const situation = { ...at("launched"), canSuspend: false };
    expect(endingOf(disconnect({ suspendDebuggee: true }), situation, {}).debuggee).toBe("detach");
  });
});

test("only disconnect {terminateDebuggee} overtakes, and only a terminate", () => {
  const causes = [terminate(), disconnect(), disconnect({ terminateDebuggee: true }), clientGone];
  const pairs = causes.flatMap((later) =>
    causes.filter((earlier) => overtakes(later, earlier)).map((earlier) => [later, earlier]),
  );
  expect(pairs).toEqual([[disconnect({ terminateDebuggee: true }), terminate()]]);
});
