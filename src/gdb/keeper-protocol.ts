import { NotificationType, RequestType, RequestType0 } from "vscode-jsonrpc/node";

/** Environment variables through which the server keeper learns what it is to do. */
export const keeperVariables = {
  /** Port on loopback where the engine waits for the link. */
  port: "PSDAP_KEEPER_PORT",
  /** Secret that proves to the engine that it is its own keeper. */
  secret: "PSDAP_KEEPER_SECRET",
} as const;

/**
 * Environment variable in which a launch passes the program's arguments, as words of a shell, to the
 * wrapper of a kept gdbserver: gdbserver 13 itself garbles quotes and newlines.
 */
export const argumentsVariable = "PSDAP_ARGUMENTS";

/** What the keeper is to start. */
export interface KeeperOrders {
  readonly gdbPath?: string | undefined;
  /** Whether the keeper runs in a terminal that the debuggee is to have. */
  readonly terminal: boolean;
}

/** What the keeper started, or the sentence that says why it could not. */
export type KeeperAnswer =
  | { readonly port: number; readonly wrapped: boolean }
  | { readonly failure: "missing" | "native"; readonly message: string };

/** Engine to keeper: starts the server. Sent once. */
export const startRequest = new RequestType<KeeperOrders, KeeperAnswer, void>("start");

/** Engine to keeper: answered when everything the debuggee has written so far was sent. */
export const flushRequest = new RequestType0<void, void>("flush");

/** Engine to keeper: the fate of a process; see `Wards`. */
export const fateNotification = new NotificationType<{
  readonly processId: number;
  readonly fate: "launched" | "released" | "ended";
}>("fate");

/** Keeper to engine: text that the debuggee wrote. */
export const outputNotification = new NotificationType<{
  readonly channel: "stdout" | "stderr";
  readonly text: string;
}>("output");

/** Keeper to engine: the first message, with the secret. */
export const helloNotification = new NotificationType<string>("hello");
