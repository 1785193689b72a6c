import type { DescribedProperty, Quantity } from "../api/types";

const UNITS: Record<string, string> = {
  "1": "", "[g]": "g", "Cel": "°C", "/min": "rpm", "{px}": "px", "By": "bytes",
};

const COMMANDS: Record<string, string> = {
  sendBurst: "send raw samples", sendState: "tell its state", identify: "blink to be found", sendCrop: "send a crop",
};

/** What a form alone does not tell, by setting. */
const HINTS: Record<string, string> = { "sensor-order": "digits and commas, such as 1,0" };

/** A UCUM unit as people write it; nothing for a number without unit. */
export function unitText(unit: string): string {
  return UNITS[unit] ?? unit;
}

/** "velocity rms" for `velocityRms`. */
export function plainName(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

/** "acceleration −50 to 50 g", "velocity rms mm/s" or "crest". */
export function quantityText({ name, unit, low, high }: Quantity): string {
  const range = low === null || high === null ? "" : rangeText(low, high);
  return [plainName(name), range, unitText(unit)].filter((part) => part !== "").join(" ");
}

/** "100 to 3,600,000". */
export function rangeText(low: number, high: number): string {
  return `${numberText(low)} to ${numberText(high)}`;
}

export function commandText(name: string): string {
  return COMMANDS[name] ?? plainName(name);
}

/** What a property takes, for the eye: "100 to 3,600,000 ms", "at most 48 characters". */
export function hint(property: DescribedProperty): string {
  const { setting, form, unit, low, high } = property;
  if (isSwitch(property)) {
    return "no or yes";
  }
  return HINTS[setting] ?? (form === "Text" ? `at most ${high} characters` : `${rangeText(low, high)} ${unitText(unit)}`.trim());
}

/** Whether a property only says no or yes, as 0 or 1. */
export function isSwitch({ form, unit, low, high }: DescribedProperty): boolean {
  return form === "Number" && unitText(unit) === "" && low === 0 && high === 1;
}

/** 100, 200, 400 ... of a property that doubles; empty for others. */
export function choices({ form, low, high }: DescribedProperty): number[] {
  const steps: number[] = [];
  for (let step = low; form === "Doubling" && step > 0 && step <= high; step *= 2) {
    steps.push(step);
  }
  return steps;
}

function numberText(value: number): string {
  return (value < 0 ? "−" : "") + Math.abs(value).toLocaleString("en");
}
