import { describe, expect, test } from "vitest";
import { inCidr, isPublic, parseAddress, scopeOf } from "../../../src/core/topology/addresses.ts";

describe("addresses", () => {
  test.each([
    ["10.96.45.123", "private"], ["172.16.0.1", "private"], ["172.32.0.1", "public"], ["192.168.1.1", "private"], ["100.64.0.1", "shared"], ["100.128.0.1", "public"],
    ["127.0.0.1", "loopback"], ["169.254.169.254", "link-local"], ["203.0.113.45", "documentation"], ["8.8.8.8", "public"], ["255.255.255.255", "public"],
    ["::1", "loopback"], ["fd00::1", "private"], ["fe80::1", "link-local"], ["2001:db8::1", "documentation"], ["2600::1", "public"], ["::ffff:10.0.0.1", "private"], ["::", "unspecified"],
    ["", "invalid"], ["10.0.0", "invalid"], ["10.0.0.256", "invalid"], ["10.0.0.1.1", "invalid"], ["10..0.1", "invalid"], ["a.example.com", "invalid"], [":::1", "invalid"], ["1:2:3:4:5:6:7:8:9", "invalid"], ["1::2::3", "invalid"],
  ])("%s is %s", (address, scope) => {
    expect(scopeOf(address)).toBe(scope);
  });

  test("documentation addresses stand for public ones", () => {
    expect([isPublic("203.0.113.10"), isPublic("8.8.8.8"), isPublic("10.0.0.1"), isPublic("nonsense")]).toEqual([true, true, false, false]);
  });

  test("a block contains its addresses and no others", () => {
    expect([inCidr("10.1.2.3", "10.0.0.0/8"), inCidr("11.0.0.1", "10.0.0.0/8"), inCidr("fd00::1", "10.0.0.0/8"), inCidr("10.0.0.1", "0.0.0.0/0")]).toEqual([true, false, false, true]);
    expect([inCidr("x", "10.0.0.0/8"), inCidr("10.0.0.1", "10.0.0.0"), inCidr("10.0.0.1", "10.0.0.0/33")]).toEqual([undefined, undefined, undefined]);
  });

  test("an embedded IPv4 address is read", () => {
    expect(parseAddress("64:ff9b::192.0.2.1")).toEqual(parseAddress("64:ff9b::c000:201"));
  });
});
