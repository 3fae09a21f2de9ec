import { expect, test } from "vitest";
import { addressOf, referenceTo } from "./memory-reference.ts";

test("an address goes to the client and back", () => {
  for (const address of [0n, 0x7ff6_a000_1000n, 0xffff_ffff_ffff_ffffn]) {
    expect(addressOf(referenceTo(address))).toBe(address);
  }
});

test("decimal numbers and dbgeng's way of writing are understood", () => {
  expect(addressOf("4096")).toBe(4096n);
  expect(addressOf("0x00007ff6`a0001000")).toBe(0x7ff6_a000_1000n);
});

test("an offset goes both ways and around", () => {
  expect(addressOf("0x1000", -16)).toBe(0xff0n);
  expect(addressOf("0x0", -1)).toBe(0xffff_ffff_ffff_ffffn);
});

test("anything else is refused", () => {
  for (const reference of ["", "main", "0x", "0x1g", "-1", "0x11111111111111111"]) {
    expect(() => addressOf(reference)).toThrow(`'${reference}'`);
  }
});
