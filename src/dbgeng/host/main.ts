import { isMainThread } from "node:worker_threads";
import { runEngineHost } from "./engine-host.ts";
import { runEngineThread } from "./engine-thread.ts";
import { runProcessServerHost } from "./server/process-server-host.ts";

// Ctrl+C in a terminal reaches every process in it. The host ends when its adapter does, in order.
for (const signal of ["SIGINT", "SIGHUP", "SIGBREAK"] as const) process.on(signal, () => {});

if (!isMainThread) await runEngineThread();
else if (process.argv.includes("serve")) await runProcessServerHost();
else await runEngineHost();
