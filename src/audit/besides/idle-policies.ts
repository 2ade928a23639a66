import type { Policy } from "../../model/policy";
import { counted, listing, named } from "../../text/sentence";
import { compare } from "../../verifier/compare";
import { evaluationContext } from "../../verifier/evaluate";
import { candidatePolicies } from "../../verifier/search/candidate-policy";
import { type Answer, failed, notApplicable, type Observation, passed, unknown } from "../answer";
import { type Audited, policySubject } from "../audited";
import { mended } from "../carriers/facet";
import { representedIn } from "../carriers/representatives";

/** Beyond this many policies it isn't looked at which of them do nothing. */
const MOST_POLICIES = 200;

const TOO_MANY = (count: number): Answer =>
  unknown(`Of more than ${MOST_POLICIES} policies (${count}) it isn't looked at.`, ["audit a part of them by itself"]);

/** Policies without which the same sign-ins are stopped, each taken out by itself. */
export function redundantAnswer({ tenant, exemptions, exempt, represented }: Audited): Answer {
  const candidates = candidatePolicies(evaluationContext(tenant, exempt.groups)).map(({ policy }) => policy);
  if (candidates.length === 0) return notApplicable("No enforced policy stops anybody on the way to Azure management.");
  if (candidates.length > MOST_POLICIES) return TOO_MANY(candidates.length);
  const { partlyKnown, ...whole } = represented.tenant;
  const found = candidates.map((policy) => {
    const without = { ...whole, policies: whole.policies.filter((one) => one !== policy) };
    const { opened, kind } = compare(whole, without, exemptions);
    return { policy, is: opened.length > 0 ? "needed" : kind === "unknown" ? "not settled" : "adds nothing" } as const;
  });
  return told(found, "adds nothing", "stops what the others don't", {
    none: "Each enforced policy stops something that no other does.",
    some: (names, one) => `${names} ${one ? "adds" : "add"} nothing to the others on the way to Azure management.`,
    todo: "keep it if it is meant for other resources, or as a second line; else take it out",
  });
}

/** Policies to which nobody's sign-in ever applies, whatever they ask for and whether they are on. */
export function vacuousAnswer({ tenant, exempt }: Audited): Answer {
  const policies = tenant.policies.filter(
    ({ workloadIdentitiesOnly, users }) => !workloadIdentitiesOnly && !users.include.everyAgent,
  );
  if (policies.length === 0) return notApplicable("There is no policy about people.");
  if (policies.length > MOST_POLICIES) return TOO_MANY(policies.length);
  const { partlyKnown, ...whole } = representedIn(tenant, { ...exempt, isExempt: () => false }).tenant;
  const nothing = { ...whole, policies: [] };
  const found = policies.map((policy) => {
    const { opened, kind } = compare({ ...whole, policies: [alone(policy)] }, nothing);
    return {
      policy,
      is: opened.length > 0 ? "applies" : kind === "unknown" ? "not settled" : "can never apply",
    } as const;
  });
  return told(found, "can never apply", "applies to somebody", {
    none: "Every policy applies to some sign-in.",
    some: (names) => `${names} can never apply: no sign-in meets all of its conditions.`,
    todo: "mend its users or conditions, or take it out",
  });
}

/** The policy as if it asked for MFA at this API, so that only whom and what it is about matters. */
const alone = (policy: Policy): Policy => mended(policy, ["state", "grant", "resources", "resourceExclusions"]);

interface Found {
  readonly policy: Policy;
  readonly is: string;
}

function told(
  found: readonly Found[],
  bad: string,
  good: string,
  say: { readonly none: string; readonly some: (names: string, one: boolean) => string; readonly todo: string },
): Answer {
  const badFirst = found.toSorted((one, other) => Number(other.is === bad) - Number(one.is === bad));
  const evidence = badFirst.map(
    ({ policy, is }): Observation => ({
      subject: policySubject(policy),
      what: "on the way to Azure management",
      value: is === bad || is === "not settled" ? is : good,
    }),
  );
  const idle = found.filter(({ is }) => is === bad);
  const unsettled = found.filter(({ is }) => is === "not settled");
  const names = (some: readonly Found[]): string =>
    listing(
      [
        ...some.slice(0, 3).map(({ policy }) => named(policy.displayName)),
        ...(some.length > 3 ? [counted(some.length - 3, "more", "more")] : []),
      ],
      "and",
    );
  if (idle.length > 0) return failed(say.some(names(idle), idle.length === 1), [say.todo], evidence);
  if (unsettled.length > 0)
    return unknown(`Of ${names(unsettled)} it isn't settled.`, ["look at what isn't understood in it"], evidence);
  return passed(say.none, evidence);
}
