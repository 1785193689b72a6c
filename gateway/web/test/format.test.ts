import { describe, expect, it } from "vitest";
import { formatAge, formatDuration, formatNumber, formatQuantity, formatShort } from "../src/text/format";

const plain = (text: string): string => text.replaceAll("\u202f", " ");

describe("numbers", () => {
  it.each([
    [0, "0"], [0.00912, "0.00912"], [0.112, "0.112"], [8.4, "8.40"], [29.53, "29.5"], [1100, "1100"], [123456, "123456"],
    [-3.14159, "-3.14"], [1e-6, "1.00e-6"], [null, "–"], [Number.NaN, "–"],
  ])("%s is written as %s", (value, text) => expect(formatNumber(value)).toBe(text));

  it("drops zeros that carry nothing, and only those", () => {
    expect(plain(formatShort(0.009, "g"))).toBe("0.009 g");
    expect(formatShort(8.4, "")).toBe("8.4");
    expect(formatShort(3, "")).toBe("3");
    expect(formatShort(1100, "")).toBe("1100");
    expect(formatShort(null, "g")).toBe("–");
  });

  it("carry their unit, a missing value none", () => {
    expect(plain(formatQuantity(3.25, "mm/s"))).toBe("3.25 mm/s");
    expect(formatQuantity(null, "g")).toBe("–");
  });
});

describe("durations", () => {
  it.each([
    [-5, "0 s"], [0.9, "0 s"], [59.9, "59 s"], [60, "1 min"], [3599, "59 min"], [3600, "1 h"], [7500, "2 h 5 min"], [356400, "4 d 3 h"],
  ])("%d seconds are %s", (seconds, text) => expect(plain(formatDuration(seconds))).toBe(text));

  it("a node that was never heard has no age", () => expect(formatAge(null)).toBe("never"));
});
