import { describe, expect, it } from "vitest";
import type { NodeUpdate } from "../src/api/types";
import { keptBy, keySetText, pairText, runTone, stateText, versionText, wentWrong } from "../src/text/updateWords";

const update = (state: string, reason = "", rescue = false): NodeUpdate => ({
  state, reason, rescue, application: "", model: "", pair: 0, applicationFloor: "", modelFloor: "", sequence: 0, keySet: 1, newestKeySet: 1, accessPoint: "", heard: "2026-11-21T12:00:00Z", run: null,
});

describe("software of a node", () => {
  it.each([
    [update("Idle"), "Nothing is under way."],
    [update("RolledBack", "on trial a loop stopped"), "It went back to what it ran before: on trial a loop stopped."],
    [update("Refused"), "It refused the last release."],
    [update("Idle", "no slot is whole", true), "Nothing in its slots is whole: it waits for an update: no slot is whole."],
    [update("Fancy"), "Fancy."],
  ])("%o", (told, text) => expect(stateText(told)).toBe(text));

  it("names what was never updated", () => expect([versionText(""), versionText("1.2.3")]).toEqual(["as flashed", "1.2.3"]));

  it("colours what went wrong before what is only slow", () => {
    expect(runTone({ phase: "RolledBack", stuck: true })).toBe("crit");
    expect(runTone({ phase: "Fetching", stuck: true })).toBe("warn");
    expect(runTone({ phase: "Confirmed", stuck: false })).toBe("ok");
    expect(runTone({ phase: "Fetching", stuck: false })).toBe("");
  });
});

describe("key sets", () => {
  it("tells a node that lacks the newest keys from one that has them", () => {
    expect(keySetText({ keySet: 0, newestKeySet: 2 })).toBe("none told");
    expect(keySetText({ keySet: 1, newestKeySet: 2 })).toBe("number 1; the newest is 2");
    expect(keySetText({ keySet: 2, newestKeySet: 2 })).toBe("number 2");
    expect(keySetText({ keySet: 2, newestKeySet: 0 })).toBe("number 2");
  });
});

describe("what became of releases", () => {
  const run = (device: string, phase: string, release = "aa") => ({ device, phase, release });

  it("names the release of a pair by its first digits", () => expect([pairText(0), pairText(1745138867)]).toEqual(["as flashed", "b3b40468…"]));

  it("tells only what ended badly and was not mended since", () => {
    const runs = [run("1", "Confirmed"), run("2", "RolledBack"), run("1", "RolledBack"), run("3", "Refused"), run("2", "Confirmed")];
    expect(wentWrong(runs)).toEqual([run("2", "RolledBack"), run("3", "Refused")]);
  });

  it("counts nodes that keep a release", () => {
    const runs = [run("1", "RolledBack", "bb"), run("1", "Confirmed"), run("2", "Confirmed", "bb"), run("2", "Confirmed"), run("3", "Fetching")];
    expect([keptBy(runs, "aa"), keptBy(runs, "bb")]).toEqual([1, 1]);
  });
});
