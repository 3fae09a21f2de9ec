import { readFileSync } from "node:fs";
import type { SeenProcess } from "../support/processes.ts";
import type { Times } from "./times.ts";

/** Memory of some processes in MB. */
export interface Memory {
  /** What is in memory of each; pages that they share are counted in each. */
  readonly resident: number;
  /** Each shared page divided among all processes of the machine that use it. */
  readonly proportional: number;
  /** What would be free again without them: nobody else uses it. */
  readonly private: number;
}

/** What the processes use together; only Linux tells. Processes that have ended use nothing. */
export function memoryOf(processes: readonly SeenProcess[]): Memory {
  const sum = { resident: 0, proportional: 0, private: 0 };
  for (const { pid } of processes) {
    const text = rollup(pid);
    const of = (field: string) => {
      const kb = new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(text)?.[1];
      return Number(kb ?? 0) / 1024;
    };
    sum.resident += of("Rss");
    sum.proportional += of("Pss");
    sum.private += of("Private_Clean") + of("Private_Dirty");
  }
  return sum;
}

/** The rows about memory. */
export const memoryRows = {
  resident: "memory in MB, resident",
  proportional: "memory in MB, proportional",
  private: "memory in MB, private",
} as const;

/** Adds the memory of the processes to the rows about it, where it can be told. */
export function addMemory(times: Times, processes: readonly SeenProcess[]): void {
  if (process.platform !== "linux") return;
  const memory = memoryOf(processes);
  times.add(memoryRows.resident, memory.resident);
  times.add(memoryRows.proportional, memory.proportional);
  times.add(memoryRows.private, memory.private);
}

function rollup(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  } catch {
    // It has just ended.
    return "";
  }
}
