import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type Socket } from "node:net";
import { linkVariables } from "./host-protocol.ts";

/** The adapter's end of the link before the host has connected. */
export interface HostListener {
  /** Environment variables for the host, with the port and the secret. */
  readonly environment: Record<string, string>;
  /** The host's socket, once one came that knew the secret. Never rejects. */
  readonly socket: Promise<Socket>;
  /** Stops listening. The socket, once connected, stays. */
  close(): void;
}

/**
 * Listens on the loopback for one engine host. Who cannot say the secret, which only the host finds
 * in its environment, is hung up on.
 */
export async function listenForHost(): Promise<HostListener> {
  const secret = randomBytes(32).toString("hex");
  const server = createServer();
  const socket = new Promise<Socket>((resolve) => {
    server.on("connection", (candidate) => {
      // Calls are small and wait for their answers; Nagle's algorithm would add 40 ms to each.
      candidate.setNoDelay(true);
      candidate.on("error", () => candidate.destroy());
      readSecret(candidate, secret, () => {
        server.close();
        resolve(candidate);
      });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    environment: { [linkVariables.port]: String(port), [linkVariables.secret]: secret },
    socket,
    close: () => void server.close(),
  };
}

function readSecret(socket: Socket, secret: string, accept: () => void): void {
  const onReadable = () => {
    const said: Buffer | null = socket.read(secret.length);
    if (said === null) return;
    socket.off("readable", onReadable);
    if (timingSafeEqual(said, Buffer.from(secret))) accept();
    else socket.destroy();
  };
  socket.on("readable", onReadable);
}
