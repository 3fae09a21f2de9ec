import { expect } from "vitest";
import type { Session, SessionOptions } from "./session.ts";
import type { Stage } from "./stage.ts";

type Fate = "ended" | "runs on";

/** One way in which a client ends a session, and what has to become of debuggee and server. */
export interface Ending {
  readonly name: string;
  readonly configuration?: Record<string, unknown>;
  readonly launched: Fate;
  readonly attached: Fate;
  readonly server: "ended" | "lives";
  /** Sends what the client sends; everything is done when it resolves. */
  request(session: Session): Promise<unknown>;
}

const terminate = (args?: { restart?: boolean }) => (session: Session) =>
  session.dap.request("terminate", args);
const disconnect = (args?: Record<string, unknown>) => (session: Session) =>
  session.dap.request("disconnect", args);

/** All endings that a client asks for. */
export const endings: readonly Ending[] = [
  {
    name: "terminate",
    launched: "ended",
    attached: "ended",
    server: "ended",
    request: terminate(),
  },
  {
    name: "terminate with onTerminate keepServer",
    configuration: { onTerminate: "keepServer" },
    launched: "ended",
    attached: "ended",
    server: "lives",
    request: terminate({ restart: false }),
  },
  {
    name: "terminate with onTerminate detach",
    configuration: { onTerminate: "detach" },
    launched: "ended",
    attached: "runs on",
    server: "lives",
    request: terminate(),
  },
  {
    name: "terminate {restart}",
    launched: "ended",
    attached: "ended",
    server: "lives",
    request: terminate({ restart: true }),
  },
  {
    name: "disconnect",
    launched: "runs on",
    attached: "runs on",
    server: "lives",
    request: disconnect(),
  },
  {
    name: "disconnect {terminateDebuggee: false}",
    launched: "runs on",
    attached: "runs on",
    server: "lives",
    request: disconnect({ restart: false, terminateDebuggee: false }),
  },
  {
    name: "disconnect with onDisconnect terminate",
    configuration: { onDisconnect: "terminate" },
    launched: "ended",
    attached: "runs on",
    server: "lives",
    request: disconnect({ restart: false }),
  },
  {
    name: "disconnect {terminateDebuggee}",
    launched: "ended",
    attached: "ended",
    server: "lives",
    request: disconnect({ terminateDebuggee: true }),
  },
  {
    name: "disconnect {restart}",
    launched: "ended",
    attached: "runs on",
    server: "lives",
    request: disconnect({ restart: true }),
  },
  {
    name: "disconnect {restart, terminateDebuggee}",
    launched: "ended",
    attached: "runs on",
    server: "lives",
    request: disconnect({ restart: true, terminateDebuggee: true }),
  },
];

/** What the debuggee does when the ending arrives. */
export const moments = ["stopped", "running"] as const;
export type Moment = (typeof moments)[number];
export const origins = ["launched", "attached"] as const;
export type Origin = (typeof origins)[number];

/**
 * A session of a debuggee that is at a breakpoint which it would hit again, or that runs with a
 * breakpoint in its code.
 */
export async function sessionAt(
  stage: Stage,
  origin: Origin,
  moment: Moment,
  options: SessionOptions = {},
): Promise<Session> {
  const at = moment === "stopped" ? ["in-work"] : ["end"];
  const session =
    origin === "launched"
      ? await stage.launch("loop", { at, ...options })
      : await stage.attach("loop", { at, ...options });
  if (moment === "stopped") await session.stopped("breakpoint");
  else await session.heartbeat.next();
  return session;
}

/** Checks, from outside, that a debuggee is gone or that it runs on unharmed. */
export async function expectFate(session: Session, fate: Fate): Promise<void> {
  if (fate === "ended") await session.heartbeat.gone();
  else await session.heartbeat.unharmed(await session.stage.cleanCode(session.sample.name));
}

/** Checks, from outside, that the test's process server is gone or takes a new session. */
export async function expectServer(stage: Stage, fate: "ended" | "lives"): Promise<void> {
  const server = await stage.server();
  if (fate === "ended") {
    await server.ended;
  } else {
    expect(server.alive).toBe(true);
    expect(await stage.serverAccepts()).toBe(true);
  }
}
