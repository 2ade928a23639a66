import type { Policy } from "../../model/policy";
import { describeRole, identityTypeNames } from "../../report/principal";
import { counted, listing, named, shortened } from "../../text/sentence";
import { notUnderstoodInAssignment } from "../../verifier/not-understood";
import { type Observation, passed, unknown } from "../answer";
import { type Audited, groupSubject, policySubject, userSubject } from "../audited";
import { type ExclusionLine, exclusionLines, isOpen, type Standing } from "../exclusions/lines";
import { askOfCarriers, NO_POLICY, together } from "./of-the-carriers";
import type { Step } from "./step";

export const assignmentsRead: Step = {
  title: "Users",
  must: "the policies' users can be read, group members and role holders included",
  inBenchmark: true,
  ask: (audited) => {
    const { carriers } = audited;
    if (carriers.kind === "none") return NO_POLICY;
    const evidence = carriers.policies.flatMap((policy) => unreadIn(policy, audited));
    if (evidence.length === 0)
      return passed(
        "Everybody whom the policies include or exclude is known.",
        carriers.policies.flatMap((policy) => includedIn(policy, audited)),
      );
    return unknown(
      `${counted(evidence.length, "assignment")} of the policies' users ${evidence.length === 1 ? "isn't" : "aren't"} known.`,
      [
        "read the tenant with GroupMember.Read.All and RoleManagement.Read.Directory, or write the groups into the tenant file",
      ],
      evidence,
    );
  },
};

/** What of a policy's users isn't known or understood. */
function unreadIn(policy: Policy, audited: Audited): readonly Observation[] {
  const { membership } = audited;
  return (["include", "exclude"] as const).flatMap((clause) => {
    const { groups, roles } = policy.users[clause];
    return [
      ...notUnderstoodInAssignment(policy.users[clause]).map(
        ({ field, why }): Observation => ({ subject: policySubject(policy), what: field, value: why }),
      ),
      ...[...groups]
        .filter((id) => membership.mayHoldOthers(id))
        .map(
          (id): Observation => ({
            subject: groupSubject(id, audited),
            what: `${clause}d group`,
            value: "its members aren't all known",
          }),
        ),
      ...[...roles]
        .filter((id) => membership.ofRole(id, clause).mayHoldOthers)
        .map(
          (id): Observation => ({
            subject: { kind: "role", id, name: describeRole(id) },
            what: `${clause}d role`,
            value: "who holds it isn't known",
          }),
        ),
    ];
  });
}

function includedIn(policy: Policy, audited: Audited): readonly Observation[] {
  const { everyone, everyGuest, users, groups, roles, guests } = policy.users.include;
  const value = listing(
    [
      ...(everyone ? ["All users"] : []),
      ...(users.size > 3
        ? [counted(users.size, "user")]
        : Array.from(users, (id) => shortened(userSubject(id, audited).name))),
      ...Array.from(groups, (id) => `the group ${named(groupSubject(id, audited).name)}`),
      ...Array.from(roles, describeRole),
      ...(everyGuest ? ["all guests"] : []),
      ...(guests === undefined ? [] : [identityTypeNames([...guests.types])]),
    ],
    "and",
  );
  return [{ subject: policySubject(policy), what: "included users", value: value || "None" }];
}

export const usersInclude: Step = {
  title: "Users → Include",
  must: "All users",
  inBenchmark: true,
  ask: (audited) =>
    askOfCarriers(audited, {
      facet: "include",
      good: (policies) =>
        policies.some(({ users }) => users.include.everyone)
          ? `${together(policies)} ${policies.length === 1 ? "includes" : "include"} All users.`
          : `${together(policies)} include everybody whom there is, one lot each: none includes All users by itself.`,
      bad: (policy) =>
        `covers only ${includedIn(policy, audited)[0]?.value === "None" ? "nobody" : includedIn(policy, audited)[0]?.value}`,
      fix: () => "include All users",
      evidence: includedIn,
    }),
};

export const usersExclude: Step = {
  title: "Users → Exclude",
  must: "only break-glass accounts, service accounts and exceptions that the register declares",
  inBenchmark: true,
  ask: (audited) =>
    askOfCarriers(audited, {
      facet: "exclude",
      good: (policies) => {
        const open = policies.flatMap((policy) => exclusionLines(policy, audited)).filter(isOpen);
        const some = policies.some((policy) => exclusionLines(policy, audited).length > 0);
        if (!some) return "Nobody is excluded. Keep at least one break-glass account outside.";
        return open.length === 0
          ? "The register declares everybody who is excluded."
          : "The register declares whoever is excluded and not covered by another policy.";
      },
      bad: (policy) => {
        const open = exclusionLines(policy, audited).filter(isOpen);
        return open.length === 0
          ? "excludes by something that isn't understood"
          : `excludes ${listing(brief(open), "and")}`;
      },
      fix: (policy) =>
        exclusionLines(policy, audited)
          .filter(isOpen)
          .some(({ subject: { kind } }) => kind === "user" || kind === "group")
          ? "take the exclusion out, or declare it in the register: owner, reason, approval, review date"
          : "take the exclusion out: the register declares users and groups, not roles or kinds of guests",
      evidence: (policy) => {
        const lines = exclusionLines(policy, audited);
        return lines.length === 0
          ? [{ subject: policySubject(policy), what: "excluded users", value: "None" }]
          : lines.map(
              ({ subject, standing }): Observation => ({
                subject,
                what: `excluded ${subject.kind}`,
                value: standingInWords(standing, audited),
              }),
            );
      },
    }),
};

const MOST_NAMED = 3;

const brief = (lines: readonly ExclusionLine[]): readonly string[] => [
  ...lines
    .slice(0, MOST_NAMED)
    .map(
      ({ subject: { kind, name }, standing }) =>
        `${kind === "user" ? shortened(name) : `the ${kind} ${named(name)}`} (${standing.kind === "lapsed" ? `its review ${lapse(standing.entry.reviewBy)}` : standing.kind === "not declared" || standing.kind === "not known" ? standing.why : ""})`,
    ),
  ...(lines.length > MOST_NAMED ? [counted(lines.length - MOST_NAMED, "more", "more")] : []),
];

const lapse = (reviewBy: string): string => `was due by ${reviewBy}`;

/** What the register says of an exclusion, in a few words. */
export function standingInWords(standing: Standing, { carriers }: Audited): string {
  const isCovered =
    carriers.kind === "carry" ||
    (carriers.kind === "nearest" && !carriers.wrong.some(({ facet }) => facet === "exclude"));
  switch (standing.kind) {
    case "declared":
      return standing.entry === undefined
        ? "everybody in it is in the register"
        : `in the register: ${standing.entry.kind}, ${shortened(standing.entry.reason)}, reviewed by ${standing.entry.reviewBy}`;
    case "holds nobody":
      return "nobody is in it";
    case "lapsed":
      return `in the register, and its review date ${standing.entry.reviewBy} doesn't hold, so it exempts nobody${isCovered ? "; another policy covers them" : ""}`;
    case "not declared":
    case "not known":
      return isCovered ? "another policy covers them" : standing.why;
  }
}
