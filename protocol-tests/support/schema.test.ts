import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { expect, test } from "vitest";
import { defectOf, protocolCapabilities, protocolEvents, protocolRequests } from "./schema.ts";

const defect = (message: object, exact = true) =>
  defectOf({ seq: 1, ...message } as Dap.ProtocolMessage, { exact });

test("knows the whole protocol", () => {
  expect(protocolRequests).toHaveLength(45);
  expect(protocolRequests).toContain("runInTerminal");
  expect(protocolEvents).toHaveLength(17);
  expect(protocolCapabilities).toContain("supportsANSIStyling");
});

test("accepts what is right", () => {
  const thread = { reason: "anything", threadId: 1 };
  expect(defect({ type: "event", event: "thread", body: thread })).toBeUndefined();
  expect(
    defect({ type: "response", command: "next", request_seq: 1, success: true }),
  ).toBeUndefined();
  const variable = { name: "a", value: "b", variablesReference: 0 };
  const body = { variables: [{ ...variable, presentationHint: { attributes: ["readOnly"] } }] };
  const reply = { type: "response", command: "variables", request_seq: 1, success: true, body };
  expect(defect(reply)).toBeUndefined();
});

test("names what is wrong, missing or unknown", () => {
  const event = (body: object, exact?: boolean) =>
    defect({ type: "event", event: "module", body }, exact);
  const module = { id: "a", name: "a" };

  expect(event({ reason: "new", module })).toBeUndefined();
  expect(event({ reason: "old", module })).toContain("event.body.reason");
  expect(event({ reason: "new", module: { id: 1 } })).toContain(
    "event.body.module.name is missing",
  );
  expect(event({ reason: "new", module: { id: true, name: "a" } })).toContain("module.id");
  expect(event({ reason: "new", module, more: 1 })).toContain("event.body.more");
  expect(event({ reason: "new", module, more: 1 }, false)).toBeUndefined();
  expect(defect({ type: "event", event: "strange" })).toContain("unknown event");
});

test("knows the columns that were announced for modules", () => {
  const module = { id: "a", name: "a", size: 1 };
  const event = { seq: 1, type: "event", event: "module", body: { reason: "new", module } };
  const check = (type?: "number" | "string") =>
    defectOf(event as Dap.ProtocolMessage, {
      exact: true,
      moduleColumns: type && [{ attributeName: "size", label: "Size", type }],
    });

  expect(check()).toContain("module.size is not in the protocol");
  expect(check("string")).toContain("module.size is 1, expected string");
  expect(check("number")).toBeUndefined();
});

test("checks refusals and requests", () => {
  const refusal = { type: "response", command: "next", request_seq: 1, success: false };
  expect(defect({ ...refusal, message: "no", body: { error: { id: 1 } } })).toContain("format");
  const request = { type: "request", command: "next" };
  expect(defect({ ...request, arguments: { threadId: "1" } })).toContain("threadId");
});
