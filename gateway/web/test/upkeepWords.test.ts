import { describe, expect, it } from "vitest";
import { LED_CODES } from "../src/text/ledCodes";
import { causeOfReset, duration, errorName, modeName, resultName } from "../src/text/upkeepWords";

describe("words of a node's condition", () => {
  it("says modes, causes and results for people, and passes on what it does not know", () => {
    expect([modeName("Safe"), causeOfReset("Watchdog"), resultName("Confirmed")]).toEqual(["Safe mode", "the watchdog bit", "confirmed"]);
    expect([modeName("New"), causeOfReset("New"), resultName("New")]).toEqual(["New", "New", "New"]);
  });

  it("splits the names of errors", () => {
    expect(errorName("PartWrongId")).toBe("part wrong id");
  });

  it("rounds times down to what matters", () => {
    expect([59, 60, 3599, 3600, 11520, 172800].map(duration)).toEqual(["59 s", "1 min", "59 min", "1 h 0 min", "3 h 12 min", "2 d 0 h"]);
  });

  it("knows every lamp code once", () => {
    expect(new Set(LED_CODES.map((code) => code.code)).size).toBe(LED_CODES.length);
  });
});
