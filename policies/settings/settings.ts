import { type Exemption, type Register, registerOnDay } from "../../src/law/model/register";
import type { IsoDate } from "../../src/text/iso-date";
import type { Snapshot } from "./snapshot";

/** The owner's settings for a stack. They are plain data: rules read no file and no clock. */
export interface Settings {
  /** `in-stack`: the stack owns the guarantee. `elsewhere`: another stack does, and this one must not weaken it. */
  readonly baseline: "in-stack" | "elsewhere";
  /** Logical names of the policies that carry the guarantee; empty for all Conditional Access policies of the stack. */
  readonly carriers: readonly string[];
  /** The tenant that the carriers must be deployed to, in lower case. */
  readonly tenantId: string | undefined;
  /** Empty if the configuration names none: nobody is approved. */
  readonly register: Register;
  /** The day in question. */
  readonly today: IsoDate;
  /** The last day on which a carrier may be in report-only mode. */
  readonly reportOnlyUntil: IsoDate | undefined;
  readonly protected: ProtectedObjects;
  /** `NO_SNAPSHOT` if there is none. */
  readonly tenant: Snapshot;
}

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

/** Ids of the objects that the guarantee rests on, in lower case. */
export type ProtectedObjects = { readonly [Kind in ProtectedKind]: ReadonlySet<string> };

/** The exemptions in force on the day in question. An entry whose review is overdue or too far ahead exempts nobody. */
export const approvedExemptions = ({ register, today }: Settings): readonly Exemption[] =>
  registerOnDay(register, today).exemptions;

/** The groups that the register exempts with all their members, on the day in question. */
export const approvedGroups = (settings: Settings): ReadonlySet<string> =>
  new Set(
    approvedExemptions(settings).flatMap((one) => (one.kind === "group" && one.members === undefined ? [one.id] : [])),
  );
