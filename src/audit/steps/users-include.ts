import type { Policy } from "../../law/model/policy";
import { counted, listing, named, shortened } from "../../text/sentence";
import { type Observation, observation } from "../answer";
import { type Audited, groupSubject, policySubject, roleSubject, userSubject } from "../audited";
import { guestsInWords, namesOf } from "../policies-in-words";
import { ofTheCarriers } from "./of-the-carriers";

export const usersInclude = ofTheCarriers({
  title: "Users → Include",
  must: "All users",
  inBenchmark: true,
  facet: "include",
  evidence: included,
  good: (policies) => {
    const isOne = policies.length === 1;
    const include = `${namesOf(policies)} ${isOne ? "includes" : "together include"}`;
    if (policies.some(({ users }) => users.include.everyone)) return `${include} All users.`;
    return `${include} everybody there is, though ${isOne ? "not as" : "none of them includes"} All users.`;
  },
  bad: (policy, audited) => {
    const everybody = everybodyIn(policy, audited);
    return everybody === "" ? "covers nobody" : `covers only ${everybody}`;
  },
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
      ...Array.from(roles, (id) => `the role ${named(roleSubject(id, audited).name)}`),
      ...(everyGuest || guests !== undefined ? [guestsInWords(include)] : []),
    ],
    "and",
  );
}
