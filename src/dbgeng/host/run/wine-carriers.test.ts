import { expect, test } from "vitest";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import { WineCarriers } from "./wine-carriers.ts";

/** A debuggee with two threads of its own and one, with the engine's id 2, that stopped it. */
function world() {
  const commands: string[] = [];
  const threads = [0, 1, 2].map((id) => ({ engineId: id, systemId: 100 + id }));
  const engine = {
    control: { execute: (command: string) => void commands.push(command) },
    systemObjects: { threads: () => threads },
  } as unknown as EngineObjects;
  return { carriers: new WineCarriers(engine), commands, threads };
}

test("what stopped the debuggee is suspended once, and resumed once", () => {
  const { carriers, commands } = world();
  carriers.note(2);
  carriers.keep();
  carriers.keep();
  carriers.release();
  carriers.release();
  expect(commands).toEqual(["~2n", "~2m"]);
});

test("a thread that got the id of one that has ended runs", () => {
  const { carriers, commands, threads } = world();
  carriers.note(2);
  const [ended] = threads.splice(2);
  carriers.keep();
  threads.push({ engineId: 3, systemId: ended?.systemId ?? 0 });
  carriers.keep();
  carriers.release();
  expect(commands).toEqual([]);
});
