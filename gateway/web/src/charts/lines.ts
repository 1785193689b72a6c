import type { FaultLine } from "../api/types";
import { lineName } from "../text/words";

export interface Mark {
  hz: number;
  /** "BPFO" for the first harmonic, "3×" for the third. */
  label: string;
}

export interface LineFamily {
  /** Name for people. */
  name: string;
  /** Name of its colour in the style sheet. */
  colour: string;
  marks: Mark[];
}

/** How many harmonics help to recognise a family without drowning the others. */
const HARMONICS: Record<string, number> = { shaft: 3, BPFO: 5, BPFI: 5, "2×BSF": 3, FTF: 3 };
const COLOURS: Record<string, string> = {
  shaft: "--line-shaft", BPFO: "--line-bpfo", BPFI: "--line-bpfi", "2×BSF": "--line-bsf", FTF: "--line-ftf",
};

/** Fault lines with their harmonics up to the end of the spectrum; the shaft first, as others are read against it. */
export function lineFamilies(lines: readonly FaultLine[], shaftHz: number | null, maxHz: number): LineFamily[] {
  const all = lines.map(({ name, hz }) => ({ name: lineName(name), hz }));
  if (shaftHz !== null && !all.some(({ name }) => name === "shaft")) {
    all.unshift({ name: "shaft", hz: shaftHz });
  }
  return all
    .filter(({ hz }) => hz > 0)
    .map(({ name, hz }) => ({ name, colour: COLOURS[name] ?? "--line-other", marks: harmonics(name, hz, maxHz) }));
}

function harmonics(name: string, hz: number, maxHz: number): Mark[] {
  const marks: Mark[] = [];
  for (let n = 1; n <= (HARMONICS[name] ?? 3) && n * hz <= maxHz; n++) {
    marks.push({ hz: n * hz, label: n === 1 ? name : `${n}×` });
  }
  return marks;
}
