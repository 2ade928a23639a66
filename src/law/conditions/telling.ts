import type { Result } from "../../text/result";
import type { LocationId } from "../model/ids";
import type { NamedLocation, Tenant } from "../model/tenant";
import type { Truth } from "../model/truth";

/** An option of a command line by which somebody tells how a person signs in. */
export type TellingOption =
  | { readonly kind: "choice"; readonly choices: readonly string[]; readonly help: string }
  | { readonly kind: "text"; readonly value: string; readonly help: string };

type KnownLocations = Pick<Tenant, "locations">;
type Locations = ReadonlyMap<LocationId, NamedLocation>;

/** What is told of one dimension of a sign-in: its whole value, or a part of it. */
export interface Told<Value, Said> {
  /** A value of the dimension, with what is told in the place of its own. */
  readonly within: (value: Value) => Value;
  /** Whether a condition is met; `undefined` where what is told doesn't settle that. */
  readonly meets: (condition: Said, tenant: KnownLocations) => Truth | undefined;
  /** What is left of a condition. */
  readonly condition: (condition: Said, tenant: KnownLocations) => Said;
  /** The named locations; of those that it settles, the ones that hold the sign-in hold everything and the others nothing. */
  readonly locations: (locations: Locations) => Locations;
}

/** How a dimension is told on a command line, for `azmfa explain`. */
export interface Telling<Value, Said> {
  /** What it is called, e.g. `the platform`. */
  readonly name: string;
  /** The options by their long names. */
  readonly options: { readonly [name: string]: TellingOption };
  /** Reads the texts of the options that were given. @returns `undefined` where none was, or what is wrong, each as one line */
  readonly read: (text: (option: string) => string | undefined) => Result<Told<Value, Said> | undefined, string>;
}

/** All of a value is told. */
export const toldWhole = <Value, Said>(
  value: Value,
  meets: (condition: Said, value: Value, tenant: KnownLocations) => Truth,
): Told<Value, Said> => ({
  within: () => value,
  meets: (condition, tenant) => meets(condition, value, tenant),
  condition: (condition) => condition,
  locations: (locations) => locations,
});

/** One option with a word for each value; `none` stands for null. */
export function tellingByWord<Value extends string | null, Said>(
  { name, option, help }: { readonly name: string; readonly option: string; readonly help: string },
  values: readonly Value[],
  meets: (condition: Said, value: Value, tenant: KnownLocations) => Truth,
): Telling<Value, Said> {
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
        : { ok: true, value: toldWhole(value, meets) };
    },
  };
}
