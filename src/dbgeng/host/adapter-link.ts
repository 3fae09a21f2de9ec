import { connect, type Socket } from "node:net";
import { type LinkRole, linkVariables } from "../host-protocol.ts";

/** Where the adapter listens, and what proves to it who connects. */
export interface AdapterAddress {
  readonly port: number;
  readonly secret: string;
}

/** Takes the address that the adapter left in the environment, so that no debuggee inherits it. */
export function takeAdapterAddress(): AdapterAddress {
  const port = Number(process.env[linkVariables.port]);
  const secret = process.env[linkVariables.secret] ?? "";
  delete process.env[linkVariables.port];
  delete process.env[linkVariables.secret];
  return { port, secret };
}

/**
 * Connects to the adapter that started this process.
 * @param closed Called once when the adapter is gone.
 */
export async function connectToAdapter(
  { port, secret }: AdapterAddress,
  role: LinkRole,
  closed: () => void = () => {},
): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  socket.setNoDelay(true);
  socket.write(`${secret}${role[0]}`);
  // The end of the link always shows as a close of the socket; errors come before it.
  socket.on("error", () => {});
  socket.once("close", closed);
  return socket;
}
