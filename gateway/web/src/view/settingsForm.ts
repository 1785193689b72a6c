import type { DescribedProperty } from "../api/types";
import { choices, hint, isSwitch, plainName } from "../text/descriptionWords";
import { h } from "./dom";

/** Settings as a node describes them: one field each, held to its range; what is left empty stays as it is. */
export class SettingsForm {
  readonly element: HTMLElement;
  private readonly fields = new Map<string, HTMLInputElement | HTMLSelectElement>();

  /** What is filled in goes to `keep`, nothing filled in as no settings; it answers whether they were taken. */
  constructor(properties: readonly DescribedProperty[], private readonly keep: (settings: string[]) => Promise<boolean>) {
    const rows = properties.filter((property) => property.setting !== "").map((property) => this.row(property));
    this.element = h("form", { class: "settings-form", on: { submit: (event) => void this.send(event) } },
      h("div", { class: "settings-grid" }, ...rows),
      h("div", { class: "settings-send" }, h("button", { type: "submit", class: "button" }, "Send settings"),
        h("span", { class: "muted" }, "Grey is what is in force. Empty fields stay as they are.")));
  }

  private row(property: DescribedProperty): HTMLElement {
    const field = fieldOf(property);
    this.fields.set(property.setting, field);
    return h("label", {}, h("span", {}, plainName(property.name)), field, h("small", { class: "muted" }, hint(property)));
  }

  private async send(event: Event): Promise<void> {
    event.preventDefault();
    const settings = [...this.fields].filter(([, field]) => field.value !== "").map(([name, field]) => `${name}=${field.value}`);
    if (await this.keep(settings)) {
      this.fields.forEach((field) => {
        field.value = "";
      });
    }
  }
}

function fieldOf(property: DescribedProperty): HTMLInputElement | HTMLSelectElement {
  const steps = choices(property).map((step) => [String(step), step.toLocaleString("en")] as const);
  const offered = isSwitch(property) ? [["0", "no"], ["1", "yes"]] as const : steps;
  if (offered.length > 0) {
    const now = offered.find(([value]) => value === property.value);
    const unchanged = now === undefined ? "unchanged" : `unchanged: ${now[1]}`;
    return h("select", {}, h("option", { value: "" }, unchanged), ...offered.map(([value, text]) => h("option", { value }, text)));
  }
  // The value of now shows while the field is empty, which leaves it as it is.
  const now = { placeholder: property.value ?? "" };
  return property.form === "Text"
    ? h("input", { type: "text", maxlength: String(property.high), ...now })
    : h("input", { type: "number", step: "1", min: String(property.low), max: String(property.high), ...now });
}
