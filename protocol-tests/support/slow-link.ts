import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** A connection to a port of this machine that is as slow as one around the world. */
export interface SlowLink {
  /** Where to connect instead. */
  readonly port: number;
  /** How often something was sent that may have waited for what had come before. */
  readonly exchanges: number;
  close(): void;
}

/**
 * Opens a slow link.
 * @param delayMs How long every piece of data is on its way, in each direction.
 */
export async function openSlowLink(port: number, delayMs: number): Promise<SlowLink> {
  const sockets = new Set<Socket>();
  let exchanges = 0;
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port, host: "127.0.0.1", noDelay: true });
    for (const socket of [near, far]) {
      sockets.add(socket);
      // The other end is told through the end of the stream.
      socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    }
    let heard = true;
    near.on("data", () => {
      if (heard) exchanges++;
      heard = false;
    });
    far.on("data", () => {
      heard = true;
    });
    carry(near, far, delayMs);
    carry(far, near, delayMs);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    get exchanges() {
      return exchanges;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function carry(from: Socket, to: Socket, delayMs: number): void {
  let order = Promise.resolve();
  const later = (what: () => void) => {
    const arrives = delay(delayMs);
    order = order.then(() => arrives).then(what);
  };
  from.on("data", (chunk) => later(() => to.write(chunk)));
  from.on("close", () => later(() => to.destroy()));
}
