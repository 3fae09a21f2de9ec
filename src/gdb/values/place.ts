/** gdb's number of a thread and the level of a frame. */
export interface Place {
  readonly thread: string;
  readonly level: number;
}

/** The options that put a command into a frame; none without one. */
export function placeOptions(at: Place | undefined): string {
  return at === undefined ? "" : ` --thread ${at.thread} --frame ${at.level}`;
}
