import { type Fields, isFields, type Value } from "./values";

/** Reads a JSON object; what isn't one reads as an empty object, which no caller takes for a good answer. */
export function parseFields(text: string): Fields {
  try {
    const value: Value = JSON.parse(text);
    return isFields(value) ? value : {};
  } catch {
    return {};
  }
}
