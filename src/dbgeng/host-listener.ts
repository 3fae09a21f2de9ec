import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type Socket } from "node:net";
import { type LinkRole, linkRoles, linkVariables } from "./host-protocol.ts";

/** The adapter's end of the link before the host has connected. */
export interface HostListener {
  /** Environment variables for the host, with the port and the secret. */
  readonly environment: Record<string, string>;
  /** The host's sockets, once they came and knew the secret. They never reject. */
  readonly sockets: Readonly<Record<LinkRole, Promise<Socket>>>;
  /** Stops listening. The sockets, once connected, stay. */
  close(): void;
}

/**
 * Listens on the loopback for one engine host. Who cannot say the secret, which only the host finds
 * in its environment, is hung up on.
 */
export async function listenForHost(): Promise<HostListener> {
  const secret = randomBytes(32).toString("hex");
  const server = createServer();
  const arrivals = new Map<LinkRole, (socket: Socket) => void>();
  const arrival = (role: LinkRole) =>
    new Promise<Socket>((resolve) => {
      arrivals.set(role, resolve);
    });
  const sockets = { calls: arrival("calls"), guard: arrival("guard") };
  server.on("connection", (candidate) => {
    // Calls are small and wait for their answers; Nagle's algorithm would add 40 ms to each.
    candidate.setNoDelay(true);
    candidate.on("error", () => candidate.destroy());
    readSecret(candidate, secret, (role) => arrivals.get(role)?.(candidate));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    environment: { [linkVariables.port]: String(port), [linkVariables.secret]: secret },
    sockets,
    close: () => void server.close(),
  };
}

function readSecret(socket: Socket, secret: string, accept: (role: LinkRole) => void): void {
  const onReadable = () => {
    const said: Buffer | null = socket.read(secret.length + 1);
    if (said === null) return;
    socket.off("readable", onReadable);
    const knowsSecret = timingSafeEqual(said.subarray(0, -1), Buffer.from(secret));
    const role = linkRoles.find((one) => one[0] === said.toString("latin1").at(-1));
    if (knowsSecret && role !== undefined) accept(role);
    else socket.destroy();
  };
  socket.on("readable", onReadable);
}
