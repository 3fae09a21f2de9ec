import type { Times } from "./times.ts";

/** One column of the table. */
export interface Column {
  readonly name: string;
  readonly times: Times;
}

/** A line of the table: which measurements it shows, and which part of them lies below. */
export interface Row {
  readonly name: string;
  readonly measured: string;
  readonly part: number;
}

const median = (measured: string): Row => ({ name: measured, measured, part: 0.5 });

/** The rows in which adapters are compared. */
export const peerRows: readonly Row[] = [
  median("start to initialize response"),
  median("launch to stop in main"),
  { name: "step, median", measured: "step", part: 0.5 },
  { name: "step, 95 of 100", measured: "step", part: 0.95 },
  median("stack 1,000 deep"),
  median("array, one page of 100"),
  median("array, all 10,000"),
  median("200 evaluate, total"),
  median("500 breakpoints"),
  median("readMemory 1 MiB"),
  median("disassemble 2,000"),
  median("disconnect to response"),
  median("disconnect to exit"),
  median("memory, adapter and helpers, MB"),
];

/** A table in markdown, its last column ours over the best of the others, and the worst of these. */
export function tableOf(
  title: string,
  rows: readonly Row[],
  [ours, ...others]: readonly [Column, ...Column[]],
): { readonly lines: readonly string[]; readonly worst: number } {
  const columns = [ours, ...others];
  const lines = [
    `| ${[title, ...columns.map(({ name }) => name), "ratio"].join(" | ")} |`,
    `| --- |${" ---: |".repeat(columns.length + 1)}`,
  ];
  let worst = 0;
  const notes: string[] = [];
  for (const { name, measured, part } of rows) {
    const values = columns.map(({ times }) => times.quantile(measured, part));
    const best = Math.min(...values.slice(1).filter((value) => value !== undefined));
    // What we cannot do and nobody else can is no matter; what only we cannot do is the worst.
    const ratio = values[0] === undefined ? Infinity : values[0] / best;
    const compared = Number.isFinite(best);
    if (compared) worst = Math.max(worst, ratio);
    const shown = values.map((value) => (value === undefined ? "unsupported" : round(value)));
    lines.push(`| ${[name, ...shown, compared ? ratio.toFixed(2) : "-"].join(" | ")} |`);
    for (const column of columns) {
      const reason = column.times.reason(measured);
      if (reason !== undefined) notes.push(`${column.name}, ${name}: ${reason}`);
    }
  }
  return { lines: [...lines, "", ...notes.map((note) => `- ${note}`)], worst };
}

const round = (value: number) => (value < 10 ? value.toFixed(1) : value.toFixed(0));
