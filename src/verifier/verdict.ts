import type { LetThrough } from "../law/evaluate";
import type { Circumstances, Dimension } from "../law/model/dimensions";
import type { PolicyId, UserId } from "../law/model/ids";
import type { IdentityType, OutsiderType, PersonClass, Principal, SignIn } from "../law/model/sign-in";
import type { NonEmpty } from "../text/result";

/** The answer for one tenant, with what it rests on. What it says of an answer can't be left out, since the type has it. */
export type Verdict = Proved | Bypassed | Inconclusive;

/** What a verdict of each kind says. */
export interface Basis {
  readonly uncovered: Uncovered;
  /** Content that isn't understood, whether the verdict depends on it or not, and bounds that were reached. */
  readonly unknowns: readonly Unknown[];
  readonly assumptions: readonly string[];
  /** False where a bound was reached, so that whoever is uncovered may not be all. */
  readonly isWhole: boolean;
  /**
   * The smallest set of groups, roles and locations that aren't known which makes the verdict *proved* if each holds nobody but those
   * who are known, and exempt people. Empty where nothing is needed, null where no such set does it, or none was found within the bound.
   */
  readonly settledBy: readonly Settling[] | null;
  /** Policies that together carry a proof; empty of any other verdict. */
  readonly restsOn: readonly Carrier[];
  /** True iff nobody gets a token at all, with MFA or without. */
  readonly blocksEverybody: boolean;
}

/** Something that isn't known and that `--assume <id>=empty` settles. */
export interface Settling {
  readonly kind: "group" | "role" | "location";
  readonly id: string;
}

/** A policy that a proof rests on. */
export interface Carrier {
  readonly policy: PolicyId;
  readonly displayName: string;
  /** How many people of the directory it carries the proof for; null where the users aren't known. */
  readonly people: number | null;
  /** The types of people and of outsiders whom it carries the proof for. */
  readonly types: readonly IdentityType["type"][];
}

/** No sign-in reaches Azure management without MFA, but for exempt people, whatever the unclear content means. */
export interface Proved extends Basis {
  readonly kind: "proved";
  readonly bypasses: readonly [];
}

/** There is a sign-in that does, whatever the unclear content means. */
export interface Bypassed extends Basis {
  readonly kind: "bypass";
  /** Distinct ones that depend on nothing unclear. */
  readonly certain: NonEmpty<Bypass>;
  /** The certain ones and, after them, those that depend on content that isn't understood; at most {@link MOST_BYPASSES}. */
  readonly bypasses: NonEmpty<Bypass>;
}

/** Neither could be shown: every bypass that was found depends on something unclear, or a bound was reached. */
export interface Inconclusive extends Basis {
  readonly kind: "unknown";
  readonly bypasses: readonly Bypass[];
  readonly unknowns: NonEmpty<Unknown>;
}

export const MOST_BYPASSES = 20;

/** Whoever can get in without MFA under the cautious reading, exempt people left out. */
export interface Uncovered {
  /** Sorted. Empty while the directory's users aren't known. */
  readonly users: readonly UserId[];
  /** Classes of people, only while the users aren't known. */
  readonly classes: readonly PersonClass[];
  readonly outsiders: readonly OutsiderType[];
}

export interface Bypass {
  /** One sign-in that gets through: it replays in `evaluate`. */
  readonly signIn: SignIn;
  /** People of the directory for whom the whole width is open, and to whom all the reasons apply. Sorted. */
  readonly people: readonly UserId[];
  /** People whom nothing names, and outsiders. */
  readonly others: readonly Principal[];
  /** Types of `others` that it is open for from some home tenants only. */
  readonly fromSomeHomes: ReadonlySet<IdentityType["type"]>;
  /** How many people that the file names, or that the directory has, aren't among `people`; exempt ones aside. */
  readonly peopleOutside: number;
  /** What the sign-in shows instead of MFA besides a password, by Graph's names: `compliantDevice`. The smallest such set. */
  readonly needs: readonly string[];
  readonly alsoTrueFor: Width;
  readonly because: readonly LetThrough[];
  /** False where the bypass depends on content that isn't understood. */
  readonly certain: boolean;
  /** What isn't known or understood and would close it. */
  readonly hangsOn: readonly Hinge[];
}

/** Something that isn't known, or content that isn't understood, on which a bypass hangs. */
export interface Hinge {
  readonly kind: "group" | "role" | "location" | "strength" | "content";
  /** Its id; of content, the field. */
  readonly id: string;
  /** How many policies might stop the sign-in but for this. */
  readonly policies: number;
  /** Whether it must be so for this way in, or must not: *is in the group*, or *isn't*. */
  readonly holds: boolean;
  /** Content: the policy that has it. */
  readonly policy?: PolicyId;
  /** What holds then, where the content is understood and the documents leave open what Entra makes of it. */
  readonly reading?: string;
  /** A role that is held in a part of the tenant, or that has to be activated. */
  readonly inPart?: true;
  /** The one of two compared tenants that asks about it. */
  readonly onlyIn?: "before" | "after";
}

const KINDS: readonly Hinge["kind"][] = ["group", "role", "location", "strength", "content"];

/** By kind; of one kind those first that most policies ask about. */
export const mostPoliciesFirst = (hinges: readonly Hinge[]): readonly Hinge[] =>
  hinges.toSorted(
    (one, other) =>
      KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) ||
      other.policies - one.policies ||
      (one.id < other.id ? -1 : one.id > other.id ? 1 : 0),
  );

/** How wide a bypass is: any combination of these values gets through too. A dimension that isn't named is as in the sign-in. */
export type Width = {
  readonly [D in Dimension]?: "any" | readonly Circumstances[D][];
};

/** Content that isn't understood, or a bound that was reached. */
export interface Unknown {
  readonly policy: PolicyId | undefined;
  readonly field: string;
  readonly why: string;
}

const ofTheTenant = (field: string, why: string): Unknown => ({ policy: undefined, field, why });

export const TOO_MANY_NETWORKS = ofTheTenant(
  "conditions.locations",
  "the policies' locations tell more places apart than can be checked",
);
export const TOO_HARD = ofTheTenant(
  "conditions",
  "the search for a sign-in that gets through was stopped at its bound",
);
export const TOO_MANY_PRINCIPAL_CLASSES = ofTheTenant(
  "conditions.users",
  "the policies tell more sorts of people apart than can be checked",
);

/** Where a bypass depends on unclear content and nothing tells on which. */
export const NOT_SHOWN = ofTheTenant(
  "policies",
  "whether they stop everybody depends on content that isn't understood",
);
