import { describe, expect, it } from "vitest";
import { LED_CODES } from "../src/text/ledCodes";
import { causeOfReset, duration, errorName, modeName, resultName, startsText, undoing, wantedText } from "../src/text/upkeepWords";

describe("words of a node's condition", () => {
  it("says modes, causes and results for people, and passes on what it does not know", () => {
    expect([modeName("Safe"), causeOfReset("Watchdog"), resultName("Confirmed")]).toEqual(["Safe mode", "the watchdog bit", "confirmed"]);
    expect([modeName("New"), causeOfReset("New"), resultName("New")]).toEqual(["New", "New", "New"]);
  });

  it("says how far settings have come, and undoes them only when all values before are known", () => {
    const wanted = {
      number: 7, asked: "2026-01-01T00:00:00Z", status: "Waiting", result: "None", setting: "",
      settings: { "period-ms": "500", name: "pump" }, former: { "period-ms": "1000" } as Record<string, string>,
    };
    expect(wantedText(wanted)).toBe("period-ms=500 name=pump: waiting, sent again until the node answers.");
    expect(wantedText({ ...wanted, status: "Refused", result: "OutOfRange", setting: "period-ms" }))
      .toBe("period-ms=500 name=pump: refused, out of range (period-ms).");
    expect(undoing(wanted)).toBeNull();
    expect(undoing({ ...wanted, former: { "period-ms": "1000", name: "fan" } })).toEqual(["period-ms=1000", "name=fan"]);
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

it("starts of the last day are counted", () => {
  const now = new Date("2026-03-04T12:00:00Z");
  expect(startsText(["2026-03-03T11:59:59Z", "2026-03-03T12:00:01Z", "2026-03-04T11:00:00Z"], now)).toBe("2 in the last day");
  expect(startsText([], now)).toBe("0 in the last day");
});
