import { printable } from "../../adapters/register";

const MOST_ITEMS = 12;
const NOTHING = "(nothing)";

/** A value for the terminal: lists with commas, objects as JSON, and nothing as such. */
export function valueText(value: unknown): string {
  if (value === undefined || value === null || value === "") return NOTHING;
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) return listText(value.map(String));
  return printable(typeof value === "string" ? value : JSON.stringify(value));
}

function listText(items: readonly string[]): string {
  if (items.length === 0) return NOTHING;
  const more = items.length > MOST_ITEMS ? `, and ${items.length - MOST_ITEMS} more` : "";
  return `${items.slice(0, MOST_ITEMS).map(printable).join(", ")}${more}`;
}
