import type { Policy } from "../../law/model/policy";
import { type Comparison, compare } from "../../verifier/compare";
import { type Conclusion, failed, notApplicable, type Observation, observation, passed, unknown } from "../answer";
import { type Audited, policySubject } from "../audited";
import { includesNobody, mended } from "../carriers/facet";
import { representedIn } from "../carriers/find-carriers";
import { asked, type Beside } from "../check";
import { isKnownNow, type Unread } from "../known";
import { namesOf } from "../policies-in-words";

/** A question about each of some policies, by itself: whether it does anything. */
interface IdleCheck {
  readonly title: string;
  readonly policies: (audited: Audited) => readonly Policy[];
  /** Said where there are none. */
  readonly nobody: string;
  /** Two tenants that let the same sign-ins through iff the policy does nothing. */
  readonly compared: (audited: Audited) => (policy: Policy) => Comparison;
  readonly words: IdleWords;
}

interface IdleWords {
  /** What is looked at, and what is observed of a policy that does something, and of one that does nothing. */
  readonly what: string;
  readonly busy: string;
  readonly idle: string;
  /** What is concluded of policies that do nothing, and where there are none. */
  readonly some: (names: string, isOne: boolean) => string;
  readonly none: string;
  readonly unsettled: (names: string) => string;
  readonly todo: string;
}

/** Beyond this many policies it isn't looked at which of them do nothing. */
const MOST_POLICIES = 200;

interface Found {
  readonly policy: Policy;
  readonly does: "something" | "nothing" | "not settled";
}

type Seen =
  | { readonly kind: "found"; readonly found: readonly Found[] }
  | { readonly kind: "too many"; readonly count: number };

export const idleCheck = ({ title, nobody, words, ...check }: IdleCheck): Beside => ({
  title,
  ask: asked({
    look: (audited): Seen => {
      const policies = check.policies(audited);
      if (policies.length > MOST_POLICIES) return { kind: "too many", count: policies.length };
      const compared = check.compared(audited);
      return {
        kind: "found",
        found: policies.map((policy) => ({ policy, does: what(compared(policy), audited.facts) })),
      };
    },
    evidence: (seen) => (seen.kind === "found" ? observed(seen.found, words) : []),
    conclude: (seen) => {
      if (seen.kind === "too many") return tooMany(seen.count);
      return seen.found.length === 0 ? notApplicable(nobody) : concluded(seen.found, words);
    },
  }),
});

function what({ opened, kind }: Comparison, unread: Unread): Found["does"] {
  if (opened.length > 0) return isKnownNow(opened, unread) ? "something" : "not settled";
  return kind === "unknown" ? "not settled" : "nothing";
}

/** Those that do nothing, and then those of which that isn't settled: the others can be many, and need no look. */
function observed(found: readonly Found[], { what: looked, busy, idle }: IdleWords): readonly Observation[] {
  const isBusy = ({ does }: Found): number => Number(does !== "nothing");
  const inWords = { something: busy, nothing: idle, "not settled": "not settled" };
  return found
    .filter(({ does }) => does !== "something")
    .toSorted((one, other) => isBusy(one) - isBusy(other))
    .map(({ policy, does }) => observation(policySubject(policy), looked, inWords[does]));
}

const tooMany = (count: number): Conclusion =>
  unknown(
    `It isn't looked at where there are more than ${MOST_POLICIES} policies, and there are ${count}.`,
    "audit a part of them by itself",
  );

function concluded(found: readonly Found[], words: IdleWords): Conclusion {
  const those = (does: Found["does"]) => found.filter((one) => one.does === does).map(({ policy }) => policy);
  const [idle, unsettled] = [those("nothing"), those("not settled")];
  if (idle.length > 0) return failed(words.some(namesOf(idle), idle.length === 1), words.todo);
  if (unsettled.length > 0) return unknown(words.unsettled(namesOf(unsettled)), "look at what isn't understood there");
  return passed(words.none);
}

/** Policies to which nobody's sign-in ever applies, whatever they ask for and whether they are on. */
export const vacuous = idleCheck({
  title: "Policies that can never apply",
  policies: ({ tenant }) => tenant.policies.filter(isAboutPeople),
  nobody: "There is no policy about people.",
  compared: ({ tenant, exempt }) => {
    const { partlyKnown, ...whole } = representedIn(tenant, { ...exempt, isExempt: () => false }).tenant;
    const nothing = { ...whole, policies: [] };
    return (policy) => compare({ ...whole, policies: [alone(policy)] }, nothing);
  },
  words: {
    what: "sign-ins",
    busy: "applies to some",
    idle: "applies to none",
    some: (names, isOne) => `${names} can never apply: no sign-in meets all ${isOne ? "its" : "their"} conditions.`,
    none: "Every policy that includes somebody applies to some sign-in.",
    unsettled: (names) => `Whether any sign-in meets all conditions of ${names} isn't settled.`,
    todo: "mend whom they are about or their conditions, or take them out",
  },
});

/** `None` alone stands in policies about agents and workloads, of which Graph's v1.0 needn't show what they are about. */
const isAboutPeople = (policy: Policy): boolean =>
  !policy.workloadIdentitiesOnly && !policy.users.include.everyAgent && !includesNobody(policy);

/** The policy as if it asked for MFA at this API, so that only whom and what it is about matters. */
const alone = (policy: Policy): Policy => mended(policy, ["state", "grant", "resources", "resourceExclusions"]);
