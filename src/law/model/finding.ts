import type { SourceSpan } from "../../text/source-span";

/**
 * Something that a person should know: what is wrong, where, and what to do about it. Plain data, the same from whoever
 * finds it; how it reads is for renderers (`report/finding.ts` for a terminal, `crossguard/policy.ts` for the engine).
 */
export interface Finding<Code extends string = string, Primary extends Location | undefined = Location | undefined>
  extends Advice {
  /** Tells sorts of findings apart, for people and for programs: `account-gone`. */
  readonly code: Code;
  readonly severity: Severity;
  /** What it is about; `undefined` where that is nothing that anybody could open. */
  readonly primary: Primary;
  /** What else there is to see, in order. */
  readonly related: readonly Related[];
}

/** What is wrong, and what to do about it. Neither holds a secret. */
export type Advice = {
  /** One sentence in lower case without a full stop. */
  readonly message: string;
  /** Empty where the message says it. */
  readonly help: string;
};

/** `error`: stops what was asked for. `warning`: will stop it one day. `note`: good to know. */
export type Severity = "error" | "warning" | "note";

/** A line of its own below a finding, and what it was read from; `undefined` where it says something in general. */
export type Related = { readonly location: Location | undefined; readonly text: string };

/** Where something is. */
export type Location = SourceSpan | FileLocation | ResourceLocation | PolicyLocation | SettingLocation;

/** A file as a whole. */
export type FileLocation = { readonly kind: "file"; readonly file: string };

/** A resource of a stack, or one of its properties by its path: `conditions.users`. */
export type ResourceLocation = {
  readonly kind: "resource";
  readonly urn: string;
  readonly property: string | undefined;
};

/** A policy of the tenant, or one of its fields by its path in Graph's form. */
export type PolicyLocation = { readonly kind: "policy"; readonly id: string; readonly field: string | undefined };

/** A setting of a stack by its full key: `project:key`. */
export type SettingLocation = { readonly kind: "setting"; readonly key: string };
