import { configure } from "../api/client";
import type { DescribedProperty } from "../api/types";
import { choices, hint, plainName } from "../text/descriptionWords";
import { h, setText } from "./dom";

/** Settings as a node describes them: one field each, held to its range; what is left empty stays as it is. */
export class SettingsForm {
  readonly element: HTMLElement;
  private readonly fields = new Map<string, HTMLInputElement | HTMLSelectElement>();
  private readonly answer = h("p", { class: "burst-message", role: "status" });

  constructor(private readonly device: string, properties: readonly DescribedProperty[]) {
    const rows = properties.filter((property) => property.setting !== "").map((property) => this.row(property));
    this.element = h("form", { class: "settings-form", on: { submit: (event) => void this.send(event) } },
      h("div", { class: "settings-grid" }, ...rows),
      h("div", { class: "settings-send" }, h("button", { type: "submit", class: "button" }, "Send settings"),
        h("span", { class: "muted" }, "Empty fields stay as they are.")),
      this.answer);
  }

  private row(property: DescribedProperty): HTMLElement {
    const field = fieldOf(property);
    this.fields.set(property.setting, field);
    return h("label", {}, h("span", {}, plainName(property.name)), field, h("small", { class: "muted" }, hint(property)));
  }

  private async send(event: Event): Promise<void> {
    event.preventDefault();
    const settings = [...this.fields].filter(([, field]) => field.value !== "").map(([name, field]) => `${name}=${field.value}`);
    if (settings.length === 0) {
      this.say("Nothing to send: fill in what is to change.", "warn");
      return;
    }
    try {
      const sent = await configure(this.device, settings);
      this.fields.forEach((field) => {
        field.value = "";
      });
      this.say(`Sent as configuration ${sent.number}; what became of it appears with the node's health.`, "");
    } catch (error) {
      this.say(error instanceof Error ? error.message : "The settings could not be sent.", "crit");
    }
  }

  private say(text: string, tone: string): void {
    setText(this.answer, text);
    this.answer.dataset["tone"] = tone;
  }
}

function fieldOf(property: DescribedProperty): HTMLInputElement | HTMLSelectElement {
  const steps = choices(property);
  if (steps.length > 0) {
    return h("select", {}, h("option", { value: "" }, "unchanged"),
      ...steps.map((step) => h("option", { value: String(step) }, step.toLocaleString("en"))));
  }
  return property.form === "Text"
    ? h("input", { type: "text", maxlength: String(property.high) })
    : h("input", { type: "number", step: "1", min: String(property.low), max: String(property.high) });
}
