import { asText, type JsonObject } from "../json/json-object";
import type { Circumstances, Dimension, Dimensions, Known, ListedDimension, Said } from "../model/dimensions";
import type { NamedLocation, Tenant } from "../model/tenant";

/** What a condition may refer to outside its policy: the tenant's named locations. */
export type KnownLocations = Pick<Tenant, "locations">;

/** What the log's texts mean, in small letters. */
export type Meanings<Value> = readonly (readonly [text: RegExp, value: Value])[];

/** The value that a text of the log means; `undefined` if none is known. */
export function meaningOf<Value>(written: unknown, meanings: Meanings<Value>): Value | undefined {
  const text = asText(written)?.toLowerCase().trim();
  return text === undefined ? undefined : meanings.find(([is]) => is.test(text))?.[1];
}

/** A value that is known as a whole; `undefined` if there is none. */
export const whole = <Value>(value: Value | undefined): Known<Value> | undefined =>
  value === undefined ? undefined : { kind: "whole", value };

/** How values appear in a report: in the CLI by name, in the pack by id and without anything that may be a secret. */
export interface ValueFormatter extends KnownLocations {
  readonly location: (location: Pick<NamedLocation, "id" | "displayName">) => string;
  /** A text that an attribute of a device has. */
  readonly attribute: (text: string) => string;
}

/** A field of Graph's below `conditions`, which is compared and repaired as one value. */
interface GraphField {
  /** e.g. `platforms.includePlatforms` */
  readonly path: string;
  /** The same field in the azuread package, below `conditions` there, e.g. `platforms.includedPlatforms`. */
  readonly azuread: string;
  /** `words` of an enumeration, in which letter case says nothing; the same as a set of `flags` in one text; `ids`; or an object. */
  readonly holds: "words" | "flags" | "ids" | { readonly keys: readonly string[] };
}

/** A condition and its dimension in words. */
export interface Words<Value, Condition> {
  /** What it is called, e.g. `the platform`. */
  readonly name: string;
  /** How somebody signs in, in this dimension; `undefined` if a report needn't say it. */
  readonly how: (values: "any" | readonly Value[], formatter: ValueFormatter) => string | undefined;
  /** The word before `how` in the middle of a sentence, if there is one. */
  readonly preposition: "" | "with " | "at ";
  /** Why a condition lets a sign-in through, to go after the policy's name: `covers only Windows`. */
  readonly why: (condition: Condition, value: Value, formatter: ValueFormatter) => string;
  /** What to change so that it doesn't. */
  readonly fix: string;
}

/**
 * Everything that this project knows about one condition of Conditional Access. Code that needs conditions iterates `CONDITIONS`. Members
 * are required, so that a new condition can't be forgotten anywhere.
 */
export interface Condition<D extends Dimension, Value = Circumstances[D], Read = Dimensions[D]["condition"]> {
  readonly reason: Dimensions[D]["reason"];
  /** How Graph spells it, and how it is read. */
  readonly graph: {
    /** The key of `conditions`. */
    readonly key: string;
    readonly fields: readonly [GraphField, ...GraphField[]];
    /** The value of that key that includes everything and excludes nothing, if there is one. */
    readonly explicitAll?: JsonObject;
    /** Never fails. A condition with any content that isn't understood isn't understood as a whole. */
    readonly read: (value: unknown) => Said<D>;
  };
  /** The sign-in's value in a verdict's JSON; missing if JSON has it as it is. */
  readonly inJson?: (value: Value, formatter: ValueFormatter) => string;
  /** The members of a What If request's `signInConditions`. What is left out counts as any value. */
  readonly whatIf: (value: Value, tenant: KnownLocations) => JsonObject;
  /** What a record of the sign-in log, in Graph's shape, says; `undefined` if it says nothing, or only in words that aren't known. */
  readonly readLog: (record: JsonObject) => Known<Value> | undefined;
  readonly words: Words<Value, Read>;
}

/** A condition on a dimension with a handful of values. */
export interface ListedCondition<D extends ListedDimension> extends Condition<D> {
  /** All values, the most ordinary first. The type asks for the model's own list: one that lacks a value doesn't compile. */
  readonly values: Dimensions[D]["values"] & readonly Circumstances[D][];
  /** What it is called in one word, as on a command line: `sign-in-risk`. */
  readonly word: string;
}
