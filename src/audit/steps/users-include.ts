import type { Policy } from "../../model/policy";
import { describeRole, identityTypeNames } from "../../report/principal";
import { counted, listing, named, shortened } from "../../text/sentence";
import { type Observation, observation } from "../answer";
import { type Audited, groupSubject, policySubject, userSubject } from "../audited";
import { ofTheCarriers, together } from "./of-the-carriers";

export const usersInclude = ofTheCarriers({
  title: "Users → Include",
  must: "All users",
  inBenchmark: true,
  facet: "include",
  evidence: included,
  good: (policies) => {
    const include = together(policies, "includes", "include");
    if (policies.some(({ users }) => users.include.everyone)) return `${include} All users.`;
    return policies.length === 1
      ? `${include} everybody whom there is, though not as All users.`
      : `${include} everybody whom there is, one lot each: none includes All users by itself.`;
  },
  bad: (policy, audited) => `covers only ${everybodyIn(policy, audited) || "nobody"}`,
  fix: () => "include All users",
});

/** Whom a policy includes. */
export function included(policy: Policy, audited: Audited): readonly Observation[] {
  return [observation(policySubject(policy), "included users", everybodyIn(policy, audited) || "None")];
}

/** More users than these are counted. */
const MOST_NAMED = 3;

function everybodyIn({ users: { include } }: Policy, audited: Audited): string {
  const { everyone, everyGuest, users, groups, roles, guests } = include;
  const byName = Array.from(users, (id) => shortened(userSubject(id, audited).name));
  return listing(
    [
      ...(everyone ? ["All users"] : []),
      ...(users.size > MOST_NAMED ? [counted(users.size, "user")] : byName),
      ...Array.from(groups, (id) => `the group ${named(groupSubject(id, audited).name)}`),
      ...Array.from(roles, describeRole),
      ...(everyGuest ? ["all guests"] : []),
      ...(guests === undefined ? [] : [identityTypeNames([...guests.types])]),
    ],
    "and",
  );
}
