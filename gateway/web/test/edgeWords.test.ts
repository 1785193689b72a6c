import { describe, expect, it } from "vitest";
import type { Edge } from "../src/api/types";
import { edgeCounts, edgeSeverity, edgeText } from "../src/text/edgeWords";
import { causeName } from "../src/text/words";

const EQUAL: Edge = {
  time: "2026-01-01T00:00:00Z", sensor: 0, model: "bearing-edge", codes: [3, 250, 2, 1], score: 0.97, finding: "Equal", suppressed: 0,
  checked: 12, differing: 0,
};

describe("a verdict of a node", () => {
  it("is told with its model, its score and what the gateway gets", () =>
    expect(edgeText(EQUAL)).toMatch(/^On the node, bearing-edge: fault score 97.% · the gateway gets the same, bit by bit$/u));

  it("without score says so", () => expect(edgeText({ ...EQUAL, codes: [], score: null })).toContain("not fit for scoring"));

  it("counts windows", () => {
    expect(edgeCounts(EQUAL)).toBe("12 windows recomputed, none differs");
    expect(edgeCounts({ ...EQUAL, differing: 1, suppressed: 9 })).toBe("12 windows recomputed, 1 differs · 9 calm windows not sent");
    expect(edgeCounts({ ...EQUAL, differing: 2 })).toContain("2 differ");
  });

  it.each([
    ["Equal", 0, "ok"], ["Equal", 1, "crit"], ["Differs", 1, "crit"], ["UnknownModel", 0, "crit"], ["Missing", 0, "crit"],
    ["NotChecked", 0, "none"],
  ] as const)("%s with %s differing is %s", (finding, differing, severity) =>
    expect(edgeSeverity({ ...EQUAL, finding, differing })).toBe(severity));
});

it("alerts about nodes' verdicts have words", () =>
  expect(["edge-differs", "edge-unknown-model", "edge-missing"].map(causeName).every((name) => name.startsWith("Node"))).toBe(true));
