import type { WrittenJson } from "../model/truth";
import { at } from "./at-path";
import { asObject, isAnnotation, type JsonObject } from "./json-object";

/** JSON with sorted keys, without annotations and what is null: two values with the same spelling say the same. */
function spelling(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spelling).join()}]`;
  const object = asObject(value);
  if (object === undefined) return typeof value === "symbol" ? String(value) : (JSON.stringify(value) ?? "null");
  const said = Object.keys(object).filter((key) => !isAnnotation(key) && (object[key] ?? null) !== null);
  return `{${said
    .sort()
    .map((key) => `${JSON.stringify(key)}:${spelling(object[key])}`)
    .join()}}`;
}

/** An object as it is written. */
export class Written implements WrittenJson {
  readonly #object: JsonObject;

  constructor(object: JsonObject) {
    this.#object = object;
  }

  /** Of an item of a list the whole list. */
  in(path: string): string {
    const [whole = ""] = path.split("[");
    return spelling((whole === "" ? undefined : at(this.#object, whole.split("."))) ?? this.#object);
  }
}
