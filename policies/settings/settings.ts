import { type Exemption, type Register, type RegisterEntry, registerOnDay } from "../../src/law/model/register";
import type { RegisterError } from "../../src/tenant/register/yaml-source";
import type { IsoDate } from "../../src/text/iso-date";
import type { NonEmpty } from "../../src/text/result";
import type { Snapshot } from "./snapshot";

/** What the pack's owner has decided, for the stack at hand. Plain data: rules read no file and no clock. */
export interface Settings {
  /** `in-stack`: the stack owns the guarantee. `elsewhere`: another stack does, and this one must not weaken it. */
  readonly baseline: "in-stack" | "elsewhere";
  /** Logical names of the policies that carry the guarantee; empty for all Conditional Access policies of the stack. */
  readonly carriers: readonly string[];
  /** The tenant that the carriers must be deployed to, lower case. */
  readonly tenantId: string | undefined;
  readonly register: RegisterReading;
  /** The day in question. */
  readonly today: IsoDate;
  /** The last day on which a carrier may be in report-only mode. */
  readonly reportOnlyUntil: IsoDate | undefined;
  readonly protected: ProtectedObjects;
  readonly tenant: Snapshot | undefined;
}

/** The exclusions register that the owner named: none, read, or one that can't be read, which approves nobody. */
export type RegisterReading =
  | { readonly kind: "none" }
  | { readonly kind: "read"; readonly register: Register }
  | { readonly kind: "broken"; readonly errors: NonEmpty<RegisterError> };

/** Kinds of objects of the tenant that the guarantee may rest on. */
export const PROTECTED_KINDS = [
  "policies",
  "users",
  "groups",
  "roles",
  "locations",
  "strengths",
  /** Access packages, and catalogs of them, that give a protected group. */
  "packages",
] as const;
/** One of {@link PROTECTED_KINDS}. */
export type ProtectedKind = (typeof PROTECTED_KINDS)[number];

/** Ids that the baseline rests on, lower case. */
export type ProtectedObjects = { readonly [Kind in ProtectedKind]: ReadonlySet<string> } & {
  /** Attributes of users that the dynamic membership rules of protected groups read. */
  readonly attributes: ReadonlySet<string>;
};

/** Who the register lets be uncovered on the day in question. One overdue or too far ahead exempts nobody. */
export const approvedExemptions = ({ register, today }: Settings): readonly Exemption[] =>
  register.kind === "read" ? registerOnDay(register.register, today).exemptions : [];

/** The groups whose every member the register lets be uncovered on the day in question. */
export const approvedGroups = (settings: Settings): ReadonlySet<string> =>
  new Set(
    approvedExemptions(settings).flatMap((one) => (one.kind === "group" && one.members === undefined ? [one.id] : [])),
  );

/** The register's entries, overdue ones too; none where there is no register, or none that can be read. */
export const entriesOf = ({ register }: Settings): readonly RegisterEntry[] =>
  register.kind === "read" ? register.register.entries : [];
