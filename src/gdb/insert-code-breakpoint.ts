import type { CodeBreakpoint } from "../engine/model.ts";
import { type Inserted, insertedBy, insertOptions, placesIn } from "./breakpoint-place.ts";
import type { DebugRegisters } from "./debug-registers.ts";
import type { MiSession } from "./mi-session.ts";
import { textOf } from "./mi-value.ts";

/** How a breakpoint on code is put into gdb, and what its end gives back. */
export interface CodeInsertion {
  insert(place: string, condition: string | undefined, passOver: number): Promise<Inserted>;
  removed(): void;
}

/** Puts breakpoints on code into gdb: into the code itself, or into debug registers. */
export function codeInsertion(
  mi: MiSession,
  registers: DebugRegisters,
  { hardware }: CodeBreakpoint,
): CodeInsertion {
  let taken = 0;
  return {
    async insert(place, condition, passOver) {
      const options = `${hardware ? "-h " : ""}${insertOptions(condition, passOver)}`;
      const inserted = insertedBy(await mi.send(`-break-insert ${options} ${place}`));
      if (!hardware) return inserted;
      const count = placesIn(inserted.bkpt).length;
      const remove = () => mi.send(`-break-delete ${textOf(inserted.bkpt, "number")}`);
      if (count === 0) {
        // gdb would place it by itself later, however many registers that takes.
        await remove();
        return { ...inserted, bkpt: {} };
      }
      try {
        // gdb counts them only when the debuggee is to run, and then does not let it.
        registers.take(count);
      } catch (error) {
        await remove();
        throw error;
      }
      taken = count;
      return inserted;
    },
    removed() {
      registers.give(taken);
      taken = 0;
    },
  };
}
