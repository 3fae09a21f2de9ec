import { type AddressInfo, createServer, isIP } from "node:net";
import { onSignals } from "./on-signals.ts";
import { tell } from "./print.ts";
import { type ServedClient, serveClient } from "./serve-client.ts";
import { UsageError } from "./usage-error.ts";

/** Shorter ones could be found out by trying. */
const shortestToken = 16;

/**
 * Serves any number of clients over TCP until the process is told to end.
 * @param where `[HOST:]PORT`; port 0 lets the system choose. The port is told on stderr.
 * @returns the exit code.
 * @throws {UsageError} for an address that is none, or that others could reach.
 */
export async function listen(where: string): Promise<number> {
  const token = takeToken();
  const { host, port } = addressOf(where, token);
  const clients = new Set<ServedClient>();
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    const client = serveClient(socket, socket, token);
    clients.add(client);
    void client.done.then(() => {
      clients.delete(client);
      socket.destroy();
    });
  });
  // A defect in one session must not end the others.
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error: unknown) => {
      tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
    });
  }
  return new Promise((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      tell(`Cannot listen on ${host}:${port}: ${reasonOf(error)}.`);
      resolve(1);
    });
    server.listen(port, host, () => {
      const address = server.address() as AddressInfo;
      tell(`Listening on ${address.address}:${address.port}.`);
    });
    onSignals(() => {
      server.close();
      void Promise.all([...clients].map((client) => client.abandon())).then(() => resolve(0));
    });
  });
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  return code === "EADDRINUSE" ? "the port is in use, choose another one" : message;
}

/** The token that clients have to know. No program that this one starts inherits it. */
function takeToken(): string | undefined {
  const token = process.env.PSDAP_TOKEN;
  delete process.env.PSDAP_TOKEN;
  return token === "" ? undefined : token;
}

/** Takes `[HOST:]PORT` apart. */
function addressOf(where: string, token: string | undefined): { host: string; port: number } {
  const match = /^(?:(?<host>[^:]+|\[[^\]]+\]):)?(?<port>\d{1,5})$/.exec(where);
  const port = Number(match?.groups?.port);
  if (match === null || port > 65535) {
    throw new UsageError(
      `'${where}' is no address to listen on: write --listen PORT or --listen HOST:PORT.`,
    );
  }
  const host = match.groups?.host?.replace(/^\[|\]$/g, "") ?? "127.0.0.1";
  if (!isLoopback(host) && (token ?? "").length < shortestToken) {
    throw new UsageError(
      `Whoever reaches '${where}' could run programs on this machine: set PSDAP_TOKEN to a secret of at least ${shortestToken} characters that clients have to know, or listen on 127.0.0.1 and bring the port over with ssh -L.`,
    );
  }
  return { host: host === "localhost" ? "127.0.0.1" : host, port };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}
