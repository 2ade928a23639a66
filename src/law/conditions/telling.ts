import type { Result } from "../../text/result";

/** An option of a command line by which somebody tells how a person signs in. */
export type TellingOption =
  | { readonly kind: "choice"; readonly choices: readonly string[]; readonly help: string }
  | { readonly kind: "text"; readonly value: string; readonly help: string };

/** What is told of one dimension of a sign-in: its whole value, or a part of it; the rest of it may be anything. */
export type Told<Value> =
  | { readonly kind: "whole"; readonly value: Value }
  | { readonly kind: "part"; readonly part: Partial<Value> };

/** How a dimension is told on a command line, for `azmfa explain`. */
export interface Telling<Value> {
  /** What it is called, e.g. `the platform`. */
  readonly name: string;
  /** The options by their long names. */
  readonly options: { readonly [name: string]: TellingOption };
  /** Reads the texts of the options that were given. @returns `undefined` where none was, or what is wrong, each as one line */
  readonly read: (text: (option: string) => string | undefined) => Result<Told<Value> | undefined, string>;
}

/** All of a value is told. */
export const toldWhole = <Value>(value: Value): Told<Value> => ({ kind: "whole", value });

/** One option with a word for each value; `none` stands for null. */
export function tellingByWord<Value extends string | null>(
  { name, option, help }: { readonly name: string; readonly option: string; readonly help: string },
  values: readonly Value[],
): Telling<Value> {
  const byWord = new Map(values.map((value) => [value ?? "none", value]));
  const choices = [...byWord.keys()];
  return {
    name,
    options: { [option]: { kind: "choice", choices, help } },
    read: (text) => {
      const word = text(option);
      if (word === undefined) return { ok: true, value: undefined };
      const value = byWord.get(word);
      return value === undefined
        ? { ok: false, errors: [`--${option} is ${choices.join(" or ")}, not ${word}`] }
        : { ok: true, value: toldWhole(value) };
    },
  };
}
