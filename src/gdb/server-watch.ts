import { connect, type Socket } from "node:net";

/**
 * Notices the end of a gdbserver at once, whether the debuggee runs or not.
 *
 * gdb notices only when it next has something to ask. This is a second connection that nobody ever
 * reads: while gdb is connected it waits in the server's accept queue, and the system closes it
 * when the server ends. It must be gone before gdb leaves, or the server would turn to it next.
 */
export class ServerWatch {
  #socket: Socket | undefined;

  /** Starts watching. Only while gdb is connected. @param onEnd Called once, when the server ends. */
  start(host: string, port: number, onEnd: () => void): void {
    this.stop();
    const socket = connect({ host, port, keepAlive: true, keepAliveInitialDelay: 5000 });
    let connected = false;
    socket.on("connect", () => {
      connected = true;
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      // A queue that is full refuses the watch; that says nothing about the server's health.
      if (connected) onEnd();
    });
    socket.resume();
    socket.unref();
    this.#socket = socket;
  }

  /** Stops watching. */
  stop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.destroy();
  }
}
