import { asText, type JsonObject } from "../json/json-object";
import type { Circumstances, Dimension, Dimensions, Known, ListedDimension, Said } from "../model/dimensions";
import type { NamedLocation, Tenant } from "../model/tenant";
import type { Truth } from "../model/truth";

/** What a condition may refer to outside its policy: the tenant's named locations. */
export type KnownLocations = Pick<Tenant, "locations">;

/** A field of Graph's below `conditions`, which is compared and repaired as one value. */
export interface GraphField {
  /** e.g. `platforms.includePlatforms` */
  readonly path: string;
  /** The same field in the azuread package, below `conditions` there, e.g. `platforms.includedPlatforms`. */
  readonly azuread: string;
  /** `words` of an enumeration, in which letter case says nothing; the same as a set of `flags` in one text; `ids`; or an object. */
  readonly holds: "words" | "flags" | "ids" | { readonly keys: readonly string[] };
}

/** How Graph spells a condition, and how it is read. */
export interface GraphSpelling<D extends Dimension> {
  /** The key of `conditions`. */
  readonly key: string;
  readonly fields: readonly GraphField[];
  /** The value of that key that includes everything and excludes nothing, if there is one. */
  readonly explicitAll?: JsonObject;
  /** Never fails. A condition with any content that isn't understood isn't understood as a whole. */
  readonly read: (value: unknown) => Said<D>;
}

/** A field under these names. */
export const graphField = (path: string, azuread: string, holds: GraphField["holds"]): GraphField => ({
  path,
  azuread,
  holds,
});

/** How the azuread package spells a condition. */
export interface AzureadSpelling {
  /** The key of `conditions`, whose value `toGraph` writes as Graph would have it under its own key. */
  readonly key: string;
  readonly toGraph: (value: unknown) => unknown;
  /** Where the condition itself stands, below `conditions`. */
  readonly path: string;
}

/** A condition under one key of the package. */
export const azureadSpelling = (
  key: string,
  toGraph: AzureadSpelling["toGraph"] = (value) => value,
): AzureadSpelling => ({ key, toGraph, path: key });

/** How a record of the sign-in log, in Graph's shape, writes a dimension. */
export interface LogSpelling<Value> {
  /** `undefined` if the record doesn't have it, or only in words that aren't known. */
  readonly read: (record: JsonObject) => Known<Value> | undefined;
}

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
 * Everything that this project knows about one condition of Conditional Access. Code that needs conditions iterates `CONDITIONS`. Every
 * member is required, so that a new condition can't be forgotten anywhere.
 */
export interface Condition<D extends Dimension, Value = Circumstances[D], Read = Dimensions[D]["condition"]> {
  readonly dimension: D;
  readonly reason: Dimensions[D]["reason"];
  /** The law: *yes* iff a policy with this condition may apply to a sign-in with this value; *unclear* if a location isn't understood. */
  readonly meets: (condition: Read, value: Value, tenant: KnownLocations) => Truth;
  readonly graph: GraphSpelling<D>;
  readonly azuread: AzureadSpelling;
  /** The sign-in's value in a verdict's JSON, and its key there. */
  readonly json: { readonly key: string; readonly value: (value: Value, formatter: ValueFormatter) => unknown };
  /** The members of a What If request's `signInConditions`. What is left out counts as any value. */
  readonly whatIf: (value: Value, tenant: KnownLocations) => JsonObject;
  readonly log: LogSpelling<Value>;
  readonly words: Words<Value, Read>;
  /** Whether it limits a policy to people or sign-ins at risk, as risk policies should. */
  readonly isAboutRisk: boolean;
}

/** A condition on a dimension with a handful of values. */
export interface ListedCondition<D extends ListedDimension> extends Condition<D> {
  /** All values, the most ordinary first. The type asks for the model's own list: one that lacks a value doesn't compile. */
  readonly values: Dimensions[D]["values"] & readonly Circumstances[D][];
  /** What it is called in one word, as on a command line: `sign-in-risk`. */
  readonly word: string;
}
