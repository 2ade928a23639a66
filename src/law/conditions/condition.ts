import { asText, type JsonObject } from "../json/json-object";
import type { Circumstances, Conditions, Dimension, Dimensions, Known, ListedDimension } from "../model/dimensions";
import type { NamedLocation, Tenant } from "../model/tenant";
import type { NotUnderstood, Truth } from "../model/truth";

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
  /** What the official plugin 6.9.1 was seen to do about a change in the tenant: one PATCH puts it right, or it is blind for it. */
  readonly pluginOnDrift: "repairs" | "doesn't see";
}

/** How Graph spells a condition, and how it is read. */
export interface GraphSpelling<Said> {
  /** The key of `conditions`. */
  readonly key: string;
  readonly fields: readonly GraphField[];
  /** What is under that key when it includes everything and excludes nothing, where there is such a form. */
  readonly explicitAll?: JsonObject;
  /** Where the form of the Entra admin center has it. */
  readonly form: string;
  /** Never fails: what isn't understood is kept as such; what there is no place for goes to the notes about the whole policy. */
  readonly read: (value: unknown, notes: NotUnderstood[]) => Said;
}

/** A field that the plugin was seen to put right. */
export const graphField = (path: string, azuread: string, holds: GraphField["holds"]): GraphField => ({
  ...{ path, azuread, holds, pluginOnDrift: "repairs" },
});

/** How the azuread package spells a condition. */
export interface AzureadSpelling {
  /** The key of `conditions`, whose value `toGraph` writes as Graph would have it under its own key. */
  readonly key: string;
  readonly toGraph: (value: unknown) => unknown;
  /** Where the condition itself stands, below `conditions`. */
  readonly path: string;
  /** What stands under the key in a policy that it doesn't narrow; `undefined` where nothing does. */
  readonly notConfigured: unknown;
}

/** A condition that stands under one key of the package, and that nothing stands for where a policy doesn't have it. */
export const azureadSpelling = (
  key: string,
  toGraph: AzureadSpelling["toGraph"] = (value) => value,
): AzureadSpelling => ({ key, toGraph, path: key, notConfigured: undefined });

/** How a record of the sign-in log, in Graph's shape, tells of a dimension. */
export interface LogSpelling<Value> {
  /** `undefined` where it doesn't, or only in words that aren't known here. */
  readonly read: (record: JsonObject) => Known<Value> | undefined;
  /** Graph's word for the condition where a policy's wasn't met. @see Microsoft Graph beta, `conditionalAccessConditions` */
  readonly missed?: string;
}

/** What the log's texts mean, in small letters. */
export type Meanings<Value> = readonly (readonly [text: RegExp, value: Value])[];

export function meaningOf<Value>(written: unknown, meanings: Meanings<Value>): Value | undefined {
  const text = asText(written)?.toLowerCase().trim();
  return text === undefined ? undefined : meanings.find(([is]) => is.test(text))?.[1];
}

/** All of a value is known, where it is. */
export const whole = <Value>(value: Value | undefined): Known<Value> | undefined =>
  value === undefined ? undefined : { kind: "whole", value };

/** Why a condition lets a sign-in through (the policy's name goes before), and what would make it stop it. */
export interface Explanation {
  readonly why: string;
  readonly fix: string;
}

/** Who tells of a sign-in, and what may be said: the CLI names things, the pack shows ids and nothing that may be a secret. */
export interface Teller extends KnownLocations {
  readonly location: (location: Pick<NamedLocation, "id" | "displayName">) => string;
  /** A text that an attribute of a device has. */
  readonly attribute: (text: string) => string;
}

/** A condition and its dimension in words. */
export interface Words<Value, Said> {
  /** What it is called, e.g. `the platform`. */
  readonly name: string;
  /** How somebody signs in, as regards this dimension; `undefined` where that isn't worth saying. */
  readonly how: (values: "any" | readonly Value[], teller: Teller) => string | undefined;
  /** What goes before `how` in the middle of a sentence, where anything does. */
  readonly preposition: "" | "with " | "at ";
  readonly explain: (condition: Said, value: Value, teller: Teller) => Explanation;
  /** What the author of a program should do about it. */
  readonly advice: string;
}

/** What is said of a condition in terms of its values and of what policies say. */
export interface ConditionOn<Value, Said> {
  /** The condition of a policy that doesn't have one: met by every value. */
  readonly notConfigured: Said;
  /** The law: *yes* iff a policy with this condition may apply to a sign-in with this value; *unclear* where it depends on content that isn't understood. */
  readonly meets: (condition: Said, value: Value, tenant: KnownLocations) => Truth;
  readonly notUnderstood: (condition: Said) => readonly NotUnderstood[];
  readonly graph: GraphSpelling<Said>;
  /** `undefined` where the package has no such field. */
  readonly azuread: AzureadSpelling | undefined;
  /** The sign-in's value in a verdict's JSON, and its key there. */
  readonly json: { readonly key: string; readonly value: (value: Value, teller: Teller) => unknown };
  /** The members of a What If request's `signInConditions`. What is left out counts as any value. */
  readonly whatIf: (value: Value, tenant: KnownLocations) => JsonObject;
  readonly log: LogSpelling<Value>;
  readonly words: Words<Value, Said>;
  /** Whether it narrows a policy to people or sign-ins at risk, which is what such a policy is for. */
  readonly isAboutRisk: boolean;
}

/**
 * Everything that this project knows of one condition of Conditional Access. Whoever needs conditions iterates `CONDITIONS`; every
 * member is required, so that a new one can't be forgotten anywhere.
 */
export interface Condition<D extends Dimension> extends ConditionOn<Circumstances[D], Conditions[D]> {
  readonly dimension: D;
  readonly reason: Dimensions[D]["reason"];
}

/** A condition on a dimension with a handful of values. */
export interface ListedCondition<D extends ListedDimension> extends Condition<D> {
  /** All values, the most ordinary first. The type asks for the model's own list: one that lacks a value doesn't compile. */
  readonly values: Dimensions[D]["values"] & readonly Circumstances[D][];
  /** What it is called in one word, as on a command line: `sign-in-risk`. */
  readonly word: string;
}
