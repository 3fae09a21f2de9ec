/** Writes a line of what the user asked for. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes a line for people. stdout may carry the protocol, so this is stderr. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
