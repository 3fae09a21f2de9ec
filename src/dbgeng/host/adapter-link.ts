import { connect, type Socket } from "node:net";
import { linkVariables } from "../host-protocol.ts";

/**
 * Connects to the adapter that started this process, and says the secret that it left in the
 * environment. The variables are removed, so that no debuggee inherits them.
 * @param closed Called once when the adapter is gone.
 */
export async function connectToAdapter(closed: () => void): Promise<Socket> {
  const port = Number(process.env[linkVariables.port]);
  const secret = process.env[linkVariables.secret] ?? "";
  delete process.env[linkVariables.port];
  delete process.env[linkVariables.secret];
  const socket = connect(port, "127.0.0.1");
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  socket.setNoDelay(true);
  socket.write(secret);
  // The end of the link always shows as a close of the socket; errors come before it.
  socket.on("error", () => {});
  socket.once("close", closed);
  return socket;
}
