import type { ServerLine } from "./server-line.ts";

/** Settings that a server follows whenever it says that it knows them. */
const features: Readonly<Record<string, string>> = {
  QPassSignals: "QPassSignals",
  QProgramSignals: "QProgramSignals",
  QThreadEvents: "QThreadEvents",
  QNonStop: "QNonStop",
  QDisableRandomization: "QDisableRandomization",
  QStartupWithShell: "QStartupWithShell",
  QEnvironmentReset: "QEnvironmentReset",
  QEnvironmentUnset: "QEnvironmentUnset",
  QEnvironmentHexEncoded: "QEnvironmentHexEncoded",
  QSetWorkingDir: "QSetWorkingDir",
};

/**
 * What gdb tells the server and does not have to wait for: settings that the server said it knows,
 * and the choice of a thread, to whose reply gdb does not listen.
 */
export class Settings {
  readonly #server: ServerLine;
  readonly #known = new Set<string>();

  constructor(server: ServerLine) {
    this.#server = server;
  }

  /** The server has said what it can do. @param reply To `qSupported`. */
  noteFeatures(reply: string): void {
    for (const feature of reply.split(";")) {
      if (feature.endsWith("+")) this.#known.add(feature.slice(0, -1));
    }
  }

  /** Answers a request of gdb's if it is such a setting. */
  take(asked: string, answer: (reply: string) => void): boolean {
    const name = /^Q\w+/.exec(asked)?.[0];
    const feature = name === undefined ? undefined : features[name];
    const follows = feature !== undefined && this.#known.has(feature);
    if (!follows && !/^Hg/.test(asked)) return false;
    this.#server.tell(asked);
    answer("OK");
    return true;
  }
}
