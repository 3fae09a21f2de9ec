import { once } from "node:events";
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/**
 * A symbol server on this machine. It has the files of one folder: by their whole path, or by their
 * name alone for whatever build it is asked for.
 */
export class SymbolServer {
  /** Names of the files that were sent to their end. */
  readonly sent: string[] = [];
  /** Resolves when somebody asks for a file that is there. */
  readonly asked: Promise<void>;
  readonly #server: Server;

  private constructor(folder: string, pieceEveryMs: number) {
    let tellAsked: () => void = () => {};
    this.asked = new Promise((resolve) => {
      tellAsked = resolve;
    });
    this.#server = createServer(async (request, response) => {
      const url = request.url ?? "";
      const file = [url, basename(url)].map((name) => join(folder, name)).find(existsSync);
      if (file === undefined) return response.writeHead(404).end();
      tellAsked();
      response.writeHead(200, { "content-length": statSync(file).size });
      for await (const piece of createReadStream(file, { highWaterMark: 4096 })) {
        response.write(piece);
        await delay(pieceEveryMs);
        if (response.destroyed) return undefined;
      }
      this.sent.push(basename(file));
      return response.end();
    });
  }

  /** @param options.pieceEveryMs Sends 4096 bytes at a time, and rests in between. */
  static async start(folder: string, { pieceEveryMs = 0 } = {}): Promise<SymbolServer> {
    const server = new SymbolServer(folder, pieceEveryMs);
    await once(server.#server.listen(0, "127.0.0.1"), "listening");
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
