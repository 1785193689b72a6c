import type { Sensor } from "../api/types";
import { h } from "./dom";

export interface Choice<T> {
  value: T;
  label: string;
}

/** A row of buttons of which one is pressed. */
export class Segments<T extends string | number> {
  readonly element: HTMLElement;
  private buttons: HTMLButtonElement[] = [];
  private choices: readonly Choice<T>[] = [];

  constructor(label: string, private readonly choose: (value: T) => void) {
    this.element = h("div", { class: "segments", role: "group", "aria-label": label });
  }

  set(choices: readonly Choice<T>[], value: T): void {
    const same = choices.length === this.choices.length && choices.every((c, i) => c.label === this.choices[i]?.label);
    if (!same) {
      this.choices = choices;
      this.buttons = choices.map((choice) => h("button", { type: "button", on: { click: () => this.press(choice.value) } }, choice.label));
      this.element.replaceChildren(...this.buttons);
    }
    this.mark(value);
  }

  private press(value: T): void {
    this.mark(value);
    this.choose(value);
  }

  private mark(value: T): void {
    this.buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(this.choices[i]?.value === value)));
  }
}

/** Which sensor is shown; hidden while there is only one. */
export class SensorPicker {
  private readonly segments: Segments<number>;
  private chosen: number | null = null;

  constructor(choose: (sensor: number) => void) {
    this.segments = new Segments("Sensor", (sensor) => {
      this.chosen = sensor;
      choose(sensor);
    });
  }

  get element(): HTMLElement {
    return this.segments.element;
  }

  set(sensors: readonly Sensor[]): void {
    this.element.hidden = sensors.length < 2;
    this.chosen ??= sensors[0]?.sensor ?? null;
    this.segments.set(sensors.map(({ sensor, part }) => ({ value: sensor, label: `${sensor} · ${part}` })), this.chosen ?? 0);
  }
}
