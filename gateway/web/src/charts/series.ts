import type { TrendPoint, VisionPoint } from "../api/types";

export type WindowKey = "rms" | "velocityRms" | "kurtosis" | "faultScore";
export type PictureKey = "shiftX" | "shiftY" | "light" | "maxCelsius";
export type TrendKey = WindowKey | PictureKey;

export interface TrendColumns {
  /** Unix seconds, rising. */
  times: number[];
  values: Partial<Record<TrendKey, (number | null)[]>>;
}

const WINDOW_KEYS: readonly WindowKey[] = ["rms", "velocityRms", "kurtosis", "faultScore"];
const PICTURE_KEYS: readonly PictureKey[] = ["shiftX", "shiftY", "light", "maxCelsius"];

/** A hole is a step this many times the usual one. */
const GAP_FACTOR = 3.5;

/** Turns points into columns and puts an empty value into every hole, so that no line is drawn over missing frames. */
export function toColumns(points: readonly TrendPoint[]): TrendColumns {
  return columnsOf(points, WINDOW_KEYS);
}

/** The same for pictures. */
export function toPictureColumns(points: readonly VisionPoint[]): TrendColumns {
  return columnsOf(points, PICTURE_KEYS);
}

function columnsOf<K extends TrendKey>(
  points: readonly ({ time: string } & Record<K, number | null>)[], keys: readonly K[]): TrendColumns {
  const lists = keys.map((): (number | null)[] => []);
  const times: number[] = [];
  const stamps = points.map((point) => Date.parse(point.time) / 1000);
  const usual = medianStep(stamps);
  points.forEach((point, i) => {
    const time = stamps[i]!;
    const previous = stamps[i - 1];
    if (previous !== undefined && usual > 0 && time - previous > GAP_FACTOR * usual) {
      times.push((previous + time) / 2);
      lists.forEach((list) => list.push(null));
    }
    times.push(time);
    keys.forEach((key, k) => lists[k]!.push(point[key]));
  });
  const values: TrendColumns["values"] = {};
  keys.forEach((key, k) => {
    values[key] = lists[k]!;
  });
  return { times, values };
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
