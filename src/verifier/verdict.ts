import type { LetThrough } from "../law/evaluate";
import type { Circumstances, Dimension, Place } from "../law/model/dimensions";
import type { PolicyId, UserId } from "../law/model/ids";
import type { IdentityType, OutsiderType, PersonClass, Principal, SignIn } from "../law/model/sign-in";

/** The answer for one tenant, with what it rests on. */
export interface Verdict {
  /**
   * *proved*: no sign-in reaches Azure management without MFA, except for exempt people, whatever the unclear content means. *bypass*: there
   * is a sign-in that does, whatever it means. *unknown*: neither was shown.
   */
  readonly kind: "proved" | "bypass" | "unknown";
  /** Distinct ones, at most {@link MOST_BYPASSES}: first the certain ones, then those that depend on content that isn't understood. */
  readonly bypasses: readonly Bypass[];
  readonly uncovered: Uncovered;
  /** Content that isn't understood, whether the verdict depends on it or not, and bounds that were reached. Never empty if it is *unknown*. */
  readonly unknowns: readonly Unknown[];
  readonly assumptions: readonly string[];
  /** False if a bound was reached or lists are incomplete: more people may be uncovered. */
  readonly isWhole: boolean;
  /**
   * The smallest set of unknown groups, roles and locations that makes the verdict *proved* if each holds nobody but known members and
   * exempt people. Empty if nothing is needed. Null if no such set is enough, or none was found within the bound.
   */
  readonly settledBy: readonly Settling[] | null;
  /** Policies that together carry a proof; empty for any other verdict. */
  readonly restsOn: readonly Carrier[];
  /** Who gets no token at all, with MFA or without: everybody, or everybody but exempt people. */
  readonly blocked: false | "all" | "others";
}

/** Something that isn't known and that you can settle with `--assume <id>=empty`. */
export interface Settling {
  readonly kind: "group" | "role" | "location";
  readonly id: string;
}

/** A policy that a proof rests on. */
export interface Carrier {
  readonly policy: PolicyId;
  readonly displayName: string;
  /** How many people of the directory it carries the proof for; null if the users aren't known. */
  readonly people: number | null;
  /** The types of people and outsiders that it carries the proof for. */
  readonly types: readonly IdentityType["type"][];
}

/** A verdict lists at most this many ways in, however many there are. */
export const MOST_BYPASSES = 20;

/** Everyone who can get in without MFA under the cautious reading, except for exempt people. */
export interface Uncovered {
  /** Sorted. Empty if the directory's users aren't known. */
  readonly users: readonly UserId[];
  /** Classes of people. Empty if the users are known. */
  readonly classes: readonly PersonClass[];
  readonly outsiders: readonly OutsiderType[];
}

/** A way in without MFA: one sign-in that gets through, who else gets through, and how wide it is. The law has confirmed the sign-in. */
export interface Bypass {
  /** One sign-in that gets through: it replays in `evaluate`. */
  readonly signIn: SignIn;
  /** People of the directory who get in by every combination of the width, for all of these reasons. Sorted. */
  readonly people: readonly UserId[];
  /** People of the directory that no list names, and outsiders. */
  readonly others: readonly Principal[];
  /** Types of `others` who get in from some home tenants only. */
  readonly fromSomeHomes: ReadonlySet<IdentityType["type"]>;
  /** How many people of the file aren't among `people`. Exempt people don't count. */
  readonly peopleOutside: number;
  /** What the sign-in shows instead of MFA besides a password, by Graph's names: `compliantDevice`. The smallest such set. */
  readonly needs: readonly string[];
  readonly alsoTrueFor: Width;
  /** If it isn't open from anywhere: it is open wherever all of this is so. Empty if only the sign-in's own place is known. */
  readonly places: readonly Place[];
  readonly because: readonly LetThrough[];
  /** False if the bypass depends on content that isn't understood. */
  readonly certain: boolean;
  /** What isn't known or understood, and must be as it says for this bypass. */
  readonly hangsOn: readonly Dependency[];
}

/** Something that isn't known, or content that isn't understood, that a bypass depends on. */
export interface Dependency {
  readonly kind: "group" | "role" | "location" | "strength" | "content";
  /** Its id, or the field of the content. */
  readonly id: string;
  /** How many policies ask about it. */
  readonly policies: number;
  /** Whether it must be so for this bypass, or must not: *is in the group*, or *isn't*. */
  readonly holds: boolean;
  /** The policy that has the content. */
  readonly policy?: PolicyId;
}

const KINDS: readonly Dependency["kind"][] = ["group", "role", "location", "strength", "content"];

/** Sorts by kind, and within a kind by how many policies ask about it. */
export const mostPoliciesFirst = (dependencies: readonly Dependency[]): readonly Dependency[] =>
  dependencies.toSorted(
    (one, other) =>
      KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) ||
      other.policies - one.policies ||
      (one.id < other.id ? -1 : one.id > other.id ? 1 : 0),
  );

/** How wide a bypass is: every combination of these values gets through. A dimension that isn't named has the sign-in's value. */
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

/** The bounds that a search can reach. Then nothing is proved, since sign-ins may be left that weren't looked at. */
export const BOUND = {
  networks: ofTheTenant("conditions.locations", "the policies' locations tell more places apart than can be checked"),
  search: ofTheTenant("conditions", "the search for a sign-in that gets through was stopped at its bound"),
  principals: ofTheTenant("conditions.users", "the policies tell more sorts of people apart than can be checked"),
};

/** A bypass depends on unclear content, and it isn't known on which. */
export const NOT_SHOWN = ofTheTenant("policies", "who gets in depends on content that isn't understood");
