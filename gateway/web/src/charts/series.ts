import type { TrendPoint } from "../api/types";

export type TrendKey = "rms" | "velocityRms" | "kurtosis" | "faultScore";

export interface TrendColumns {
  /** Unix seconds, rising. */
  times: number[];
  values: Record<TrendKey, (number | null)[]>;
}

const KEYS: readonly TrendKey[] = ["rms", "velocityRms", "kurtosis", "faultScore"];

/** A hole is a step this many times the usual one. */
const GAP_FACTOR = 3.5;

/** Turns points into columns and puts an empty value into every hole, so that no line is drawn over missing frames. */
export function toColumns(points: readonly TrendPoint[]): TrendColumns {
  const columns: TrendColumns = { times: [], values: { rms: [], velocityRms: [], kurtosis: [], faultScore: [] } };
  const stamps = points.map((point) => Date.parse(point.time) / 1000);
  const usual = medianStep(stamps);
  points.forEach((point, i) => {
    const time = stamps[i]!;
    const previous = stamps[i - 1];
    if (previous !== undefined && usual > 0 && time - previous > GAP_FACTOR * usual) {
      columns.times.push((previous + time) / 2);
      KEYS.forEach((key) => columns.values[key].push(null));
    }
    columns.times.push(time);
    KEYS.forEach((key) => columns.values[key].push(point[key]));
  });
  return columns;
}

/** The newest value that exists. */
export function latest(values: readonly (number | null)[]): number | null {
  for (let i = values.length - 1; i >= 0; i--) {
    const value = values[i];
    if (value !== null && value !== undefined) {
      return value;
    }
  }
  return null;
}

function medianStep(stamps: readonly number[]): number {
  const steps = stamps.slice(1).map((time, i) => time - stamps[i]!).sort((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)] ?? 0;
}
