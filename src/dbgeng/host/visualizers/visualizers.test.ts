import { expect, test } from "vitest";
import type { ViewOptions } from "./data-model.ts";
import type { ObjectPlace } from "./dx-output.ts";
import { Visualizers } from "./visualizers.ts";

/** A data model that knows a visualizer for lists only, and what it was asked. */
function dataModel() {
  const asked: string[] = [];
  const view = ({ type }: ObjectPlace, { elements }: ViewOptions) => {
    asked.push(`${type} ${elements ?? "alone"}`);
    const visualized = type === "List" && elements !== undefined;
    return { value: type === "List" ? "3 nodes" : "", visualized, children: [], more: false };
  };
  return { asked, model: { exists: true, view } };
}

const at = (type: string): ObjectPlace => ({ module: "app", type, address: 0x1000n });

test("a type without a visualizer is asked about once", () => {
  const { asked, model } = dataModel();
  const visualizers = new Visualizers(model);

  expect(visualizers.display(at("Node"), false)).toBeUndefined();
  expect(visualizers.display(at("Node"), false)).toBeUndefined();

  expect(asked).toEqual(["Node 0"]);
});

test("of a type with one, only the display string is read from then on", () => {
  const { asked, model } = dataModel();
  const visualizers = new Visualizers(model);

  expect(visualizers.display(at("List"), false)).toBe("3 nodes");
  expect(visualizers.display(at("List"), false)).toBe("3 nodes");

  expect(asked).toEqual(["List 0", "List alone"]);
});

test("all are asked about again once visualizers may have changed", () => {
  const { asked, model } = dataModel();
  const visualizers = new Visualizers(model);
  visualizers.display(at("Node"), false);

  visualizers.forget();
  visualizers.display(at("Node"), false);

  expect(asked).toEqual(["Node 0", "Node 0"]);
});
