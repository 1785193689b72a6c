const count = new Intl.NumberFormat();
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const shortClock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const dayAndClock = new Intl.DateTimeFormat(undefined, {
  day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

export const NO_VALUE = "–";

export function formatCount(value: number): string {
  return count.format(value);
}

/** Three significant digits, without exponents for what a sensor measures. */
export function formatNumber(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return NO_VALUE;
  }
  const size = Math.abs(value);
  if (size === 0) {
    return "0";
  }
  if (size < 1e-4 || size >= 1e7) {
    return value.toExponential(2);
  }
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(size)));
  return value.toFixed(Math.min(decimals, 6));
}

export function formatQuantity(value: number | null | undefined, unit: string): string {
  const text = formatNumber(value);
  return unit === "" || text === NO_VALUE ? text : `${text}\u202f${unit}`;
}

/** As short as three significant digits allow: 0.009 instead of 0.00900. For figures that do not tick. */
export function formatShort(value: number | null | undefined, unit: string): string {
  const text = formatNumber(value);
  const short = text.includes(".") && !text.includes("e") ? text.replace(/\.?0+$/, "") : text;
  return unit === "" || text === NO_VALUE ? short : `${short}\u202f${unit}`;
}

export function formatPercent(share: number | null): string {
  return share === null ? NO_VALUE : `${Math.round(share * 100)}\u202f%`;
}

/** A duration in its two largest units: "8 s", "3 min", "2 h 5 min", "4 d 3 h". */
export function formatDuration(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 60) {
    return `${s}\u202fs`;
  }
  const minutes = Math.floor(s / 60);
  if (minutes < 60) {
    return `${minutes}\u202fmin`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 24) {
    return withRest(`${hours}\u202fh`, minutes % 60, "min");
  }
  return withRest(`${Math.floor(hours / 24)}\u202fd`, hours % 24, "h");
}

export function formatAge(seconds: number | null): string {
  return seconds === null ? "never" : `${formatDuration(seconds)} ago`;
}

export function formatClock(time: Date): string {
  return clock.format(time);
}

/** The clock alone for today, with the day before that. */
export function formatMoment(time: Date, now: Date): string {
  return time.toDateString() === now.toDateString() ? shortClock.format(time) : dayAndClock.format(time);
}

/** Tick text of a time axis that spans this many seconds. */
export function formatTick(unixSeconds: number, spanSeconds: number): string {
  const time = new Date(unixSeconds * 1000);
  return spanSeconds > 36 * 3600 ? day.format(time) : shortClock.format(time);
}

function withRest(text: string, rest: number, unit: string): string {
  return rest === 0 ? text : `${text} ${rest}\u202f${unit}`;
}
