import { describe, expect, it } from "vitest";
import type { TrendPoint } from "../src/api/types";
import { lineFamilies } from "../src/charts/lines";
import { heat } from "../src/charts/picture";
import { latest, toColumns, toPictureColumns } from "../src/charts/series";

const point = (second: number, rms: number | null = 1): TrendPoint => ({
  time: new Date(second * 1000).toISOString(), rms, velocityRms: 2, kurtosis: 3, crest: 4, faultScore: null, qualityFlags: 0,
});

describe("trend columns", () => {
  it("a hole gets an empty value, so that no line crosses it", () => {
    const columns = toColumns([0, 10, 20, 30, 130, 140].map((second) => point(second)));
    expect(columns.times).toEqual([0, 10, 20, 30, 80, 130, 140]);
    expect(columns.values.rms).toEqual([1, 1, 1, 1, null, 1, 1]);
  });

  it("a late frame is not a hole", () => expect(toColumns([0, 10, 20, 50].map((s) => point(s))).times).toEqual([0, 10, 20, 50]));

  it("no points are no columns", () => expect(toColumns([]).times).toEqual([]));

  it("the latest value skips what is missing", () => {
    expect(latest(toColumns([point(0, 5), point(1, null)]).values.rms!)).toBe(5);
    expect(latest([])).toBeNull();
  });
});

describe("fault lines", () => {
  it("harmonics end with the spectrum", () => {
    const [bpfo] = lineFamilies([{ name: "BPFO", hz: 100 }], null, 350);
    expect(bpfo!.marks).toEqual([{ hz: 100, label: "BPFO" }, { hz: 200, label: "2×" }, { hz: 300, label: "3×" }]);
  });

  it("the shaft comes from its own field when no line names it, and once only", () => {
    expect(lineFamilies([{ name: "BPFO", hz: 100 }], 30, 1000).map(({ name }) => name)).toEqual(["shaft", "BPFO"]);
    expect(lineFamilies([{ name: "shaft", hz: 30 }], 30, 1000).map(({ name }) => name)).toEqual(["shaft"]);
  });

  it("a line at zero cannot be drawn", () => expect(lineFamilies([{ name: "FTF", hz: 0 }], null, 1000)).toEqual([]));
});

describe("pictures", () => {
  it("become columns with holes where the picture does not tell", () => {
    const at = (second: number, shiftX: number | null) =>
      ({ time: new Date(second * 1000).toISOString(), shiftX, shiftY: 0, light: 100, maxCelsius: null });
    const { times, values } = toPictureColumns([at(0, 1), at(2, null), at(4, 3)]);
    expect(times).toEqual([0, 2, 4]);
    expect(values.shiftX).toEqual([1, null, 3]);
    expect(values.rms).toBeUndefined();
  });

  it("are painted from black over red and yellow to white", () => {
    expect([0, 1 / 3, 2 / 3, 1].map(heat)).toEqual(["rgb(0 0 0)", "rgb(255 0 0)", "rgb(255 255 0)", "rgb(255 255 255)"]);
  });
});
