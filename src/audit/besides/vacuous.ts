import type { Policy } from "../../law/model/policy";
import { compare } from "../../verifier/compare";
import { mended } from "../carriers/facet";
import { representedIn } from "../carriers/representatives";
import { idleCheck } from "./idle-policies";

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
    none: "Every policy about people applies to some sign-in.",
    unsettled: (names) => `Whether any sign-in meets all conditions of ${names} isn't settled.`,
    todo: "mend whom they are about or their conditions, or take them out",
  },
});

const isAboutPeople = ({ workloadIdentitiesOnly, users, written }: Policy): boolean =>
  !workloadIdentitiesOnly && !users.include.everyAgent && !/^\["none"\]$/i.test(written.in(INCLUDED));

/** `None` alone stands in policies about agents and workloads, of which Graph's v1.0 needn't show what they are about. */
const INCLUDED = "conditions.users.includeUsers";

/** The policy as if it asked for MFA at this API, so that only whom and what it is about matters. */
const alone = (policy: Policy): Policy => mended(policy, ["state", "grant", "resources", "resourceExclusions"]);
