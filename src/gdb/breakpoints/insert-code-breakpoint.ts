import type { CodeBreakpoint } from "../../engine/model.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { textOf } from "../mi/mi-value.ts";
import { type Inserted, insertedBy, insertOptions, placesIn } from "./breakpoint-place.ts";
import type { DebugRegisters } from "./debug-registers.ts";

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
      // One in registers is not in force before it is known how many of them it takes.
      const options = `${hardware ? "-h -d " : ""}${insertOptions(condition, passOver)}`;
      const inserted = insertedBy(await mi.send(`-break-insert ${options} ${place}`));
      if (!hardware) return inserted;
      const count = placesIn(inserted.bkpt).length;
      const number = textOf(inserted.bkpt, "number");
      const remove = () => mi.send(`-break-delete ${number}`);
      if (count === 0) {
        // gdb would place it by itself later, however many registers that takes.
        await remove();
        return { ...inserted, bkpt: {} };
      }
      try {
        registers.take(count);
        taken = count;
        await mi.send(`-break-enable ${number}`);
      } catch (error) {
        await remove();
        this.removed();
        throw error;
      }
      return inserted;
    },
    removed() {
      registers.give(taken);
      taken = 0;
    },
  };
}
