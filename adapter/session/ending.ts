import type { Configuration } from "../config/read-configuration.ts";

/** Why a session ends. */
export type EndingCause =
  | { readonly by: "terminate"; readonly restart: boolean }
  | {
      readonly by: "disconnect";
      readonly restart: boolean;
      readonly terminateDebuggee: boolean;
      readonly suspendDebuggee: boolean;
    }
  /** Asked for in the console: the debuggee runs on, whatever the configuration says. */
  | { readonly by: "detach" }
  /** End of input, a broken pipe, or a signal to the adapter. */
  | { readonly by: "clientGone" };

/** What becomes of the debuggee and of the process server. */
export interface Ending {
  readonly debuggee: "end" | "detach" | "suspend";
  readonly server: "end" | "disconnect";
}

/** What there is to end. */
export interface EndingSituation {
  /** `starting`: the launch or attach is not complete. `exited`: the debuggee ended by itself. */
  readonly debuggee: "running" | "starting" | "exited";
  readonly origin: "launched" | "attached";
  readonly canSuspend: boolean;
}

/** Decides how a session ends. Every rule about it is here and nowhere else. */
export function endingOf(
  cause: EndingCause,
  situation: EndingSituation,
  configuration: Pick<Configuration, "onTerminate" | "onDisconnect">,
): Ending {
  // What the session started ends with it; what it only attached to runs on.
  const undone = situation.origin === "launched" ? "end" : "detach";

  // Nobody asked for the end of this debuggee, so nobody asked for the end of its server.
  if (situation.debuggee === "exited") return { debuggee: "detach", server: "disconnect" };

  switch (cause.by) {
    case "terminate": {
      const { onTerminate = "endServer" } = configuration;
      const endServer = onTerminate === "endServer" && !cause.restart;
      return {
        debuggee: onTerminate === "detach" ? undone : "end",
        server: endServer ? "end" : "disconnect",
      };
    }
    case "disconnect":
      if (situation.debuggee === "starting") return { debuggee: undone, server: "disconnect" };
      if (cause.restart) return { debuggee: undone, server: "disconnect" };
      if (cause.terminateDebuggee) return { debuggee: "end", server: "disconnect" };
      if (cause.suspendDebuggee && situation.canSuspend) {
        return { debuggee: "suspend", server: "disconnect" };
      }
      if (configuration.onDisconnect === "terminate") {
        return { debuggee: undone, server: "disconnect" };
      }
      return { debuggee: "detach", server: "disconnect" };
    case "detach":
      return { debuggee: "detach", server: "disconnect" };
    case "clientGone":
      return { debuggee: undone, server: "disconnect" };
  }
}

/** Whether an ending that arrives while another is in progress takes its place. */
export function overtakes(later: EndingCause, earlier: EndingCause): boolean {
  return earlier.by === "terminate" && later.by === "disconnect" && later.terminateDebuggee;
}
