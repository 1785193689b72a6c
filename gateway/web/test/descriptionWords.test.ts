import { expect, test } from "vitest";
import { choices, commandText, hint, isSwitch, plainName, quantityText, unitText } from "../src/text/descriptionWords";

const property = { name: "slowRate", setting: "slow-rate-hz", unit: "Hz", form: "Doubling", low: 100, high: 800, value: null };

test("units are written as people write them", () => {
  expect(["1", "[g]", "Cel", "mm/s", "furlong"].map(unitText)).toEqual(["", "g", "°C", "mm/s", "furlong"]);
});

test("a quantity tells its range only when it has one", () => {
  expect(quantityText({ name: "acceleration", unit: "[g]", low: -50, high: 50 })).toBe("acceleration −50 to 50 g");
  expect(quantityText({ name: "velocityRms", unit: "mm/s", low: null, high: null })).toBe("velocity rms mm/s");
  expect(quantityText({ name: "crest", unit: "1", low: null, high: null })).toBe("crest");
});

test("a property that doubles offers its steps, others none", () => {
  expect(choices(property)).toEqual([100, 200, 400, 800]);
  expect(choices({ ...property, form: "Number" })).toEqual([]);
  expect(choices({ ...property, low: 0 })).toEqual([]);
});

test("hints say what a field takes", () => {
  expect(hint({ ...property, form: "Number", unit: "ms", high: 3_600_000 })).toBe("100 to 3,600,000 ms");
  expect(hint({ ...property, form: "Text", unit: "1", low: 0, high: 48 })).toBe("at most 48 characters");
});

test("a number that is 0 or 1 is a question of no or yes", () => {
  const takesTurns = { name: "takesTurns", setting: "takes-turns", unit: "1", form: "Number", low: 0, high: 1, value: null };
  expect([isSwitch(takesTurns), hint(takesTurns)]).toEqual([true, "no or yes"]);
  expect([isSwitch({ ...takesTurns, high: 2 }), isSwitch({ ...takesTurns, form: "Text" }), isSwitch({ ...takesTurns, unit: "s" })])
    .toEqual([false, false, false]);
});

test("the order of sensors says how it is written", () => {
  expect(hint({ name: "sensorOrder", setting: "sensor-order", unit: "1", form: "Text", low: 0, high: 15, value: null })).toContain("1,0");
});

test("names of commands and quantities are plain words", () => {
  expect(plainName("peakToPeak")).toBe("peak to peak");
  expect([commandText("identify"), commandText("dryRun")]).toEqual(["blink to be found", "dry run"]);
});
