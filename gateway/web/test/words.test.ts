import { describe, expect, it } from "vitest";
import { causeName, causeSentence, featureName, lineName, outboxText, verdictSeverity } from "../src/text/words";

describe("causes", () => {
  it.each([
    ["outer-race", "fan-3", "Outer-race fault (BPFO) on fan-3"],
    ["outer_race", "fan-3", "Outer-race fault (BPFO) on fan-3"],
    ["Inner Race Fault", "pump", "Inner-race fault (BPFI) on pump"],
    ["ball", "", "Rolling-element fault (2×BSF)"],
    ["new_kind", "pump", "New kind on pump"],
    ["constructor", "pump", "Constructor on pump"],
  ])("%s on '%s' reads: %s", (label, machine, text) => expect(causeSentence(label, machine)).toBe(text));

  it("healthy classes are named so, no class is no verdict", () => {
    expect(causeName("normal")).toBe("Healthy");
    expect(causeName("")).toBe("No verdict");
  });
});

describe("severity", () => {
  it.each([
    ["normal", 0.99, "ok"], ["outer-race", 0.79, "warn"], ["outer-race", 0.8, "crit"], ["outer-race", null, "warn"], ["", 0.9, "none"],
  ] as const)("%s at %s is %s", (label, score, severity) => expect(verdictSeverity(label, score)).toBe(severity));
});

describe("an outbox", () => {
  it.each([
    [12, 1536, 195, 0.0125, 0, "12 frames, room for 8\u202fd 3\u202fh, wear 0.0125\u202f%"],
    [2, 1536, 2, 0.00002, 0, "2 frames, room for 2\u202fh, wear under 0.01\u202f%"],
    [1, 4096, null, null, 0, "1 frame, in memory only"],
    [0, 4096, 2, 1, 1, "0 frames, room for 2\u202fh, wear 1\u202f%, 1 storage fault"],
    [3, 0, null, null, 0, "3 frames"],
  ])("of %s of %s frames", (depth, capacity, roomHours, wearPercent, faults, text) =>
    expect(outboxText(depth, { capacity, roomHours, wearPercent, faults })).toBe(text));
});

it("technical spellings become readable", () => {
  expect(featureName("envelope_at_BPFO")).toBe("envelope at BPFO");
  expect(lineName("2xBSF")).toBe("2×BSF");
});
