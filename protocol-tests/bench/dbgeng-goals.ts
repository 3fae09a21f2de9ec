import { memoryRows } from "./memory.ts";
import type { Times } from "./times.ts";

/** The requests for which the goal of the overhead holds. */
const overheadRows = ["step over to stopped", "stackTrace of 20 frames", "scopes and variables"];
const mostOverhead = 15;
const mostLaunchRatio = 1.3;
const mostMemory = 150;

const launch = "launch to first stop";

/** What is measured of dbgeng, in order; what only the adapter does has no figure of the host. */
const rows = [
  "start to initialize response",
  launch,
  "step over to stopped",
  "step to locals shown",
  "stackTrace of 20 frames",
  "scopes",
  "scopes and variables",
  "evaluate",
  "setBreakpoints with one line",
  "disassemble 50 instructions",
  "disconnect to response",
  "disconnect to exit",
  ...Object.values(memoryRows),
];

/** The table of dbgeng in markdown: the adapter, the bare host, and what the adapter adds. */
export function dbgengTable(through: Times, bare: Times): string[] {
  const lines = rows.map((row) => {
    const [ours, own] = [through.quantile(row, 0.5), bare.quantile(row, 0.5)];
    const added = ours === undefined || own === undefined ? undefined : ours - own;
    const cells = [
      shown(ours),
      shown(own),
      shown(added),
      added === undefined || own === undefined ? "-" : `${((added / own) * 100).toFixed(0)} %`,
    ];
    return `| ${[row, ...cells].join(" | ")} |`;
  });
  return [
    "| dbgeng | psdap | bare engine host | added | overhead |",
    `| --- |${" ---: |".repeat(4)}`,
    ...lines,
  ];
}

/** What was aimed at, and whether it was reached. */
export function dbgengGoals(through: Times, bare: Times): string[] {
  const ratio = (row: string) => (through.quantile(row, 0.5) ?? 0) / (bare.quantile(row, 0.5) ?? 0);
  return [
    ...overheadRows.map((row) => {
      const overhead = (ratio(row) - 1) * 100;
      return goal(`overhead of '${row}'`, overhead, mostOverhead, "%");
    }),
    goal(launch, ratio(launch), mostLaunchRatio, "times the bare host"),
    goal("memory", through.quantile(memoryRows.proportional, 0.5), mostMemory, "MB"),
  ];
}

function goal(what: string, value: number | undefined, most: number, unit: string): string {
  if (value === undefined) return `- ${what}: not measured on this system`;
  const verdict = value < most ? "reached" : "missed";
  return `- ${what}: ${shown(value)} ${unit}, goal under ${most}: ${verdict}`;
}

function shown(value: number | undefined): string {
  if (value === undefined) return "-";
  return Math.abs(value) < 10 ? value.toFixed(2) : value.toFixed(0);
}
