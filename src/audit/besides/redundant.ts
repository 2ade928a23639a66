import type { UserId } from "../../law/model/ids";
import type { Applications, Policy } from "../../law/model/policy";
import { listing, shortened } from "../../text/sentence";
import { agentsOf } from "../../verifier/agents";
import { compare } from "../../verifier/compare";
import { mayStopSomebody } from "../../verifier/encoding/encoding";
import { prove } from "../../verifier/prove";
import type { Verdict } from "../../verifier/verdict";
import { type Conclusion, failed, notApplicable, type Observation, observation, passed, unknown } from "../answer";
import { type Audited, policySubject, userSubject } from "../audited";
import { includesNobody, isBlock } from "../carriers/facet";
import { asked, type Beside } from "../check";
import { confinedBy, exemptAlone } from "../exclusions/exclusions";
import { isKnownNow } from "../known";
import { fewOf, namesOf } from "../policies-in-words";

/**
 * Whether one policy asks for at least as much as another, of whoever comes to the same resources and more: where both apply, the
 * other can go. Whom and which sign-ins the two are about isn't looked at.
 */
export const takesThePlaceOf = (one: Policy, other: Policy): boolean =>
  asksAsMuch(one, other) && isForAsMuch(one.applications, other.applications);

/** A block is the most. Plain MFA is the least that a policy asks for which stops anybody; all else is compared as written. */
function asksAsMuch(one: Policy, other: Policy): boolean {
  if (isBlock(one)) return true;
  const isForSessions = inWords(other, "sessionControls") !== inWords(NOTHING, "sessionControls");
  if (isForSessions && inWords(one, "sessionControls") !== inWords(other, "sessionControls")) return false;
  return isPlainMfa(other) || inWords(one, "grantControls") === inWords(other, "grantControls");
}

const isPlainMfa = ({ grant }: Policy): boolean =>
  grant.kind === "controls" && grant.controls.length === 1 && grant.controls[0]?.kind === "mfa";

type Written = Pick<Policy, "written">;

const NOTHING: Written = { written: { in: () => "null" } };

/** What stands in a field; `null` where it isn't there. */
function inWords({ written }: Written, field: string): string {
  const text = written.in(field);
  return text === written.in("") ? "null" : text;
}

/** Whether one is about every resource, and every user action, that the other is about: what else is guarded by it stays so. */
function isForAsMuch(one: Applications, other: Applications): boolean {
  if (one.filter !== "none" || other.include.notUnderstood.length > 0) return false;
  if (other.filter === "include" && !one.include.all) return false;
  if (other.otherTarget && !isWithin(other.userActions ?? new Set(), one.userActions)) return false;
  if (other.otherTarget && other.userActions === undefined) return false;
  const isExcluded =
    !isWithin(one.exclude.ids, other.exclude.ids) || (one.exclude.adminPortals && !other.exclude.adminPortals);
  if (isExcluded || one.exclude.all) return false;
  if (one.include.all) return true;
  return (
    !other.include.all &&
    isWithin(other.include.ids, one.include.ids) &&
    (one.include.adminPortals || !other.include.adminPortals)
  );
}

const isWithin = (some: ReadonlySet<string>, all: ReadonlySet<string> = new Set()): boolean =>
  [...some].every((one) => all.has(one));

/**
 * Policies that can go: without all of these together the same sign-ins are stopped, at this API and wherever else they count,
 * and no less is asked of them.
 */
export const redundant: Beside = {
  title: "Policies that add nothing",
  ask: asked({
    look: sorted,
    evidence: (sort, audited) => (sort.kind === "found" ? observed(sort, audited) : []),
    conclude,
  }),
};

/** Beyond this many policies it isn't looked at which of them do nothing. */
const MOST_POLICIES = 200;

type Sorted = { readonly kind: "too many"; readonly count: number } | ({ readonly kind: "found" } & Found);

interface Found {
  readonly all: readonly Policy[];
  /** All of these can go together. */
  readonly canGo: ReadonlySet<Policy>;
  /** Each of these could go as well, as long as those that can go stay. */
  readonly eitherOr: ReadonlySet<Policy>;
  /** The steps rest on these, though others ask for as much: the advice isn't to take them out. */
  readonly named: ReadonlySet<Policy>;
  readonly notSettled: ReadonlySet<Policy>;
  /** Those that do nothing but confine exempt accounts, and which. */
  readonly confining: ReadonlyMap<Policy, readonly UserId[]>;
}

function sorted(audited: Audited): Sorted {
  const { tenant } = audited;
  const all = tenant.policies.filter((policy) => mayStopSomebody(policy) && !includesNobody(policy));
  if (all.length > MOST_POLICIES) return { kind: "too many", count: all.length };
  const alone = new Map(all.map((policy) => [policy, isNeeded(policy, all, audited)]));
  const confining = confinedByEach(
    all.filter((policy) => alone.get(policy) === "no"),
    all,
    audited,
  );
  const idle = all.filter((policy) => alone.get(policy) === "no" && !confining.has(policy));
  const named = new Set<Policy["id"]>(audited.carriers.policies.map(({ id }) => id));
  const exempt = exemptAlone(audited);
  const confines = (policy: Policy, among: readonly Policy[]): boolean =>
    confinedBy([policy], rivalsOf(policy, among), exempt).length > 0;
  const canGo = new Set<Policy>();
  for (const policy of idle.filter(({ id }) => !named.has(id)).toReversed()) {
    const left = all.filter((one) => !canGo.has(one));
    if (canGo.size === 0 || (isNeeded(policy, left, audited) === "no" && !confines(policy, left))) canGo.add(policy);
  }
  return {
    kind: "found",
    all,
    canGo: new Set(all.filter((policy) => canGo.has(policy))),
    eitherOr: new Set(idle.filter((policy) => !canGo.has(policy) && !named.has(policy.id))),
    named: new Set(idle.filter(({ id }) => named.has(id))),
    notSettled: new Set(all.filter((policy) => alone.get(policy) === "not settled")),
    confining,
  };
}

const rivalsOf = (policy: Policy, among: readonly Policy[]): readonly Policy[] =>
  among.filter((one) => one !== policy && takesThePlaceOf(one, policy));

/** Which of these policies stop exempt accounts in ways in which no other policy does. */
function confinedByEach(
  idle: readonly Policy[],
  all: readonly Policy[],
  audited: Audited,
): ReadonlyMap<Policy, readonly UserId[]> {
  const tenant = exemptAlone(audited);
  const found = idle.map((policy) => {
    return [policy, confinedBy([policy], rivalsOf(policy, all), tenant)] as const;
  });
  return new Map(found.filter(([, accounts]) => accounts.length > 0));
}

/** Whether the policy stops somebody, or blocks agents, for whom none of the others does that could take its place. */
function isNeeded(policy: Policy, among: readonly Policy[], audited: Audited): "yes" | "no" | "not settled" {
  const { represented, exemptions, tenant, facts } = audited;
  const { partlyKnown, ...whole } = represented.tenant;
  const others = among.filter((one) => one !== policy);
  const isForAgents =
    agentsOf({ ...tenant, policies: among }).blocked !== agentsOf({ ...tenant, policies: others }).blocked;
  if (isForAgents) return "yes";
  const rivals = others.filter((one) => one.enforcement.kind === "enforced" && takesThePlaceOf(one, policy));
  if (rivals.length === 0) return "yes";
  const { opened, kind } = compare(
    { ...whole, policies: [...rivals, policy] },
    { ...whole, policies: rivals },
    exemptions,
  );
  if (opened.length > 0) return isKnownNow(opened, facts) ? "yes" : "not settled";
  if (kind === "unknown") return "not settled";
  const [before, after] = [among, others].map((policies) => settledFor(prove({ ...whole, policies }, exemptions)));
  return before === after ? "no" : "yes";
}

/** A verdict judges each policy by itself where something isn't known, and a comparison takes it to be the same in all of them. */
const settledFor = ({ kind, uncovered }: Verdict): string => JSON.stringify([kind, uncovered]);

function observed(
  { all, canGo, eitherOr, named, notSettled, confining }: Found,
  audited: Audited,
): readonly Observation[] {
  const said = (policy: Policy): string => {
    const accounts = confining.get(policy);
    if (accounts !== undefined) return `confines ${accountsInWords(accounts, audited)}, and adds nothing for others`;
    if (canGo.has(policy)) return "adds nothing";
    if (eitherOr.has(policy)) return "adds nothing, as long as the others that add nothing stay";
    if (named.has(policy)) return "asks for no more than the others; the steps rest on it";
    if (notSettled.has(policy)) return "not settled";
    return all.length === 1 ? "stops what the others don't" : "stops what the others don't, or asks for more";
  };
  const rank = (policy: Policy): number =>
    canGo.has(policy) ? 0 : eitherOr.has(policy) ? 1 : confining.has(policy) ? 2 : 3;
  return all
    .toSorted((one, other) => rank(one) - rank(other))
    .map((policy) => observation(policySubject(policy), "on the way to Azure management", said(policy)));
}

function conclude(sort: Sorted): Conclusion {
  if (sort.kind === "too many")
    return unknown(
      `Of more than ${MOST_POLICIES} policies (${sort.count}) it isn't looked at.`,
      "audit a part of them by itself",
    );
  const { all, canGo, notSettled } = sort;
  if (all.length === 0) return notApplicable("No enforced policy stops anybody on the way to Azure management.");
  if (canGo.size > 0)
    return failed(
      `${namesOf([...canGo])} ${canGo.size === 1 ? "adds" : "add"} nothing to the others on the way to Azure management.${orElse(sort)}`,
      "keep what is meant as a second line; take the rest out",
    );
  if (notSettled.size > 0)
    return unknown(
      `Whether anything is stopped by ${namesOf([...notSettled])} alone isn't settled.`,
      "look at what isn't understood in it",
    );
  const more = all.length === 1 ? "" : ", or asks for more";
  return passed(`Each enforced policy on the way to Azure management stops something that no other does${more}.`);
}

/** `the exempt accounts svc-backup and svc-sync` */
const accountsInWords = (accounts: readonly UserId[], audited: Audited): string =>
  `the exempt ${accounts.length === 1 ? "account" : "accounts"} ${listing(
    fewOf(accounts.map((id) => shortened(userSubject(id, audited).name))),
    "and",
  )}`;

/** Policies that cover each other can't all go. */
const orElse = ({ canGo, eitherOr }: Found): string =>
  eitherOr.size === 0
    ? ""
    : ` Instead of ${canGo.size === 1 ? "it" : "one of them"}, ${namesOf([...eitherOr])} could go, but not as well: they cover each other.`;
