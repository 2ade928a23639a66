import type { SourceSpan } from "../../text/source-span";

/**
 * Something that you should know: what is wrong, where, and what to do about it. It is plain data, whatever found it. Renderers decide
 * how it reads (`words/finding.ts` for a terminal, `crossguard/policy.ts` for the engine).
 */
export interface Finding<Code extends string = string, Primary extends Location | undefined = Location | undefined>
  extends Advice {
  /** Identifies the sort of finding, for people and for programs: `account-gone`. */
  readonly code: Code;
  readonly severity: Severity;
  /** What it is about; `undefined` if you can't open it. */
  readonly primary: Primary;
  /** Other places to look at, in order. */
  readonly related: readonly Related[];
}

/** What is wrong, and what to do about it. Neither holds a secret. */
export type Advice = {
  /** One sentence in lower case without a full stop. */
  readonly message: string;
  /** Empty if the message says it. */
  readonly help: string;
};

/** `error`: stops what was asked for. `warning`: will stop it one day. `note`: good to know. */
export type Severity = "error" | "warning" | "note";

/** A line below a finding, and the place that it is about; `undefined` if it is about no place. */
export type Related = { readonly location: Location | undefined; readonly text: string };

/** What a finding can be about, and where you can open it. */
export type Location = SourceSpan | FileLocation | ResourceLocation | PolicyLocation | SettingLocation;

/** A file as a whole, by its path as it was given. */
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
