import { printable, quoted } from "../../text/printable";
import type { NotUnderstood } from "../model/truth";
import { asObject, isAbsent, isAnnotation, isEmpty, type JsonObject } from "./json-object";

const KINDS: Readonly<Record<string, string>> = { string: "text", number: "a number", boolean: "true or false" };

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (value === "") return "empty text";
  if (Array.isArray(value)) return "a list";
  return KINDS[typeof value] ?? "an object";
}

/** Stands for a value that is secret, and isn't looked into. */
export const SECRET_VALUE: unique symbol = Symbol("secret");

/**
 * What is wrong with a value of another shape than the one due.
 * @param value of JSON, or a symbol, which stands for a value of a plan that is known only after deployment
 */
export const misshapen = (value: unknown, due: string): string =>
  value === SECRET_VALUE
    ? "a secret, which isn't looked into"
    : typeof value === "symbol"
      ? "known only after deployment"
      : `${kindOf(value)} where ${due} is due`;

/** A field whose value has another shape than the one due. */
export const wrongShape = (field: string, value: unknown, due: string): NotUnderstood => ({
  field,
  why: misshapen(value, due),
});

/** Those of the keys whose values are neither a text nor missing; one that is known only after deployment may become one. */
export const oddTexts = (object: JsonObject, keys: readonly string[]): readonly NotUnderstood[] =>
  keys
    .filter((key) => !isAbsent(object[key]) && typeof object[key] !== "string" && typeof object[key] !== "symbol")
    .map((key) => wrongShape(key, object[key], "text"));

/** Long enough for any word or key of Graph's; a foreign one may be as long as its author likes. */
const LONGEST = 200;

const IS_NO_WORD = " is not a known ";

/** Whether a note quotes the whole word that isn't known. */
export const quotesWholeWord = ({ why }: NotUnderstood): boolean => why.includes(IS_NO_WORD) && why.length < 150;

/** A field with a word that isn't one of its kind. */
export const unknownWord = (field: string, word: string, kind: string): NotUnderstood => ({
  field,
  why: `${quoted(word.slice(0, LONGEST))}${IS_NO_WORD}${kind}`,
});

/** Graph writes null or an empty list for no condition. An object is one whatever is in it: nobody may meet it. */
const isConfigured = (value: unknown): boolean => !isEmpty(value) || asObject(value) !== undefined;

const UNKNOWN_KEY = "a key that isn't known here, so what it means isn't either";

/** Whether a note is about a key that isn't known. */
export const isAboutKey = ({ why }: NotUnderstood): boolean => why === UNKNOWN_KEY;

/**
 * The keys of an object that say something and aren't known. Whatever they mean may narrow the policy.
 * @param path where the object is, in Graph's words; empty for the policy itself
 */
export function unknownKeys(object: JsonObject, known: readonly string[], path: string): readonly NotUnderstood[] {
  const says = path === "conditions" ? isConfigured : (value: unknown) => !isEmpty(value);
  return Object.keys(object)
    .filter((key) => !known.includes(key) && !isAnnotation(key) && says(object[key]))
    .map((key) => ({
      field: `${path === "" ? "" : `${path}.`}${printable(key.slice(0, LONGEST))}`,
      why: UNKNOWN_KEY,
    }));
}
