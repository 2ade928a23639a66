import type { Policy } from "../../model/policy";
import { listingSome, named, shortened } from "../../text/sentence";
import { type Observation, observation } from "../answer";
import { type Audited, policySubject } from "../audited";
import { type ExclusionLine, exclusionLines, isOpen } from "../exclusions/lines";
import { standingInWords } from "../exclusions/standing";
import { ofTheCarriers } from "./of-the-carriers";

export const usersExclude = ofTheCarriers({
  title: "Users → Exclude",
  must: "only break-glass accounts, service accounts and exceptions that the register declares",
  inBenchmark: true,
  facet: "exclude",
  evidence: excluded,
  good: (policies, audited) => {
    const lines = policies.flatMap((policy) => exclusionLines(policy, audited));
    if (lines.length === 0) return "Nobody is excluded. Keep at least one break-glass account outside.";
    return lines.some(isOpen)
      ? "The register declares whoever is excluded and not covered by another policy."
      : "The register declares everybody who is excluded.";
  },
  bad: (policy, audited) => {
    const open = openLines(policy, audited);
    return open.length === 0
      ? "excludes by something that isn't understood"
      : `excludes ${listingSome(open.map(inBrief), MOST_NAMED)}`;
  },
  fix: (policy, audited) =>
    openLines(policy, audited).some(canBeDeclared)
      ? "take the exclusion out, or declare it in the register: owner, reason, approval, review date"
      : "take the exclusion out: the register declares users and groups, not roles or kinds of guests",
});

function excluded(policy: Policy, audited: Audited): readonly Observation[] {
  const lines = exclusionLines(policy, audited);
  if (lines.length === 0) return [observation(policySubject(policy), "excluded users", "None")];
  return lines.map(({ subject, standing }) =>
    observation(subject, `excluded ${subject.kind}`, standingInWords(standing, audited)),
  );
}

const openLines = (policy: Policy, audited: Audited): readonly ExclusionLine[] =>
  exclusionLines(policy, audited).filter(isOpen);

const canBeDeclared = ({ subject: { kind } }: ExclusionLine): boolean => kind === "user" || kind === "group";

const MOST_NAMED = 3;

const inBrief = ({ subject: { kind, name }, standing }: ExclusionLine): string =>
  `${kind === "user" ? shortened(name) : `the ${kind} ${named(name)}`} (${"why" in standing ? standing.why : ""})`;
