import { isBlock } from "../../law/grant";
import type { UserId } from "../../law/model/ids";
import type { Applications, Policy } from "../../law/model/policy";
import { listing, shortened } from "../../text/sentence";
import { agentsOf } from "../../verifier/agents";
import { mayStopSomebody } from "../../verifier/encoding/encoding";
import { stopsMoreIn } from "../../verifier/needed";
import { prove } from "../../verifier/prove";
import type { Verdict } from "../../verifier/verdict";
import { type Answer, type Conclusion, failed, notApplicable, observation, passed, unknown } from "../answer";
import { includesNobody } from "../carriers/facet";
import { type AuditContext, policySubject, userSubject } from "../context";
import { confinedBy, exemptAlone } from "../exclusions/exclusions";
import { isKnownNow } from "../known";
import { fewOf, namesOf } from "../policies-in-words";
import { tooMany } from "./idle-policies";

/**
 * Policies that can go: without all of these together the same sign-ins are stopped, at this API and wherever else they count,
 * and no less is asked of them.
 */
export function redundant(context: AuditContext): Answer {
  const all = context.tenant.policies.filter((policy) => mayStopSomebody(policy) && !includesNobody(policy));
  const refused = tooMany(all.length);
  if (refused !== undefined) return { ...refused, evidence: [] };
  const sorted = sort(all, context);
  const rank = ({ id }: Policy): number => RANKS.indexOf(sorted.get(id)?.is ?? "needed");
  return {
    ...concluded(all, (is) => all.filter(({ id }) => sorted.get(id)?.is === is)),
    evidence: all
      .toSorted((one, other) => rank(one) - rank(other))
      .map((policy) =>
        observation(
          policySubject(policy),
          "on the way to Azure management",
          sorted.get(policy.id)?.inWords ?? (all.length === 1 ? "stops what the others don't" : NEEDED),
        ),
      ),
  };
}

const NEEDED = "stops what the others don't, or asks for more";

/**
 * *can go*: all of these together. *either or*: each of these could go as well, as long as those that can go stay. *named*: the steps
 * rest on it, though others ask for as much. *confining*: it does nothing but confine exempt accounts.
 */
type Sort = "can go" | "either or" | "named" | "confining" | "not settled";
const RANKS: readonly (Sort | "needed")[] = ["can go", "either or", "named", "confining", "not settled", "needed"];

type Sorted = ReadonlyMap<Policy["id"], { readonly is: Sort; readonly inWords: string }>;

/** What each policy is that isn't needed, or of which that isn't settled. */
function sort(all: readonly Policy[], context: AuditContext): Sorted {
  const exempt = exemptAlone(context);
  const confined = (policy: Policy, among: readonly Policy[]): readonly UserId[] =>
    exempt.users?.length === 0 ? [] : confinedBy([policy], rivalsOf(policy, among), exempt);
  const carriers = new Set<string>(context.carriers.policies.map(({ id }) => id));
  const isNeeded = needed(context);
  const found = new Map<Policy["id"], { readonly is: Sort; readonly inWords: string }>();
  const idle: Policy[] = [];
  for (const policy of all) {
    const needed = isNeeded(policy, all);
    if (needed === "not settled") found.set(policy.id, { is: "not settled", inWords: "not settled" });
    if (needed !== "no") continue;
    const accounts = confined(policy, all);
    if (accounts.length > 0)
      found.set(policy.id, {
        is: "confining",
        inWords: `confines ${accountsInWords(accounts, context)}, and adds nothing for others`,
      });
    else if (carriers.has(policy.id))
      found.set(policy.id, { is: "named", inWords: "asks for no more than the others; the steps rest on it" });
    else idle.push(policy);
  }
  let left = all;
  for (const policy of idle.toReversed()) {
    const isFirst = left === all;
    const canGo = isFirst || (isNeeded(policy, left) === "no" && confined(policy, left).length === 0);
    if (canGo) left = left.filter((one) => one !== policy);
    const inWords = canGo ? "adds nothing" : "adds nothing, as long as the others that add nothing stay";
    found.set(policy.id, { is: canGo ? "can go" : "either or", inWords });
  }
  return found;
}

/** Whether a policy stops somebody, or blocks agents, for whom none of the others does that could take its place. */
function needed(context: AuditContext): (policy: Policy, among: readonly Policy[]) => "yes" | "no" | "not settled" {
  const { represented, exempt, exemptions, tenant, facts } = context;
  const { partlyKnown, ...whole } = represented.tenant;
  const stopsMore = stopsMoreIn(whole, exempt);
  const areAgentsBlocked = (policies: readonly Policy[]): boolean => agentsOf({ ...tenant, policies }).blocked;
  const verdicts = new Map<readonly Policy[], string>();
  const verdictOf = (policies: readonly Policy[]): string => {
    const known = verdicts.get(policies) ?? settledFor(prove({ ...whole, policies }, exemptions));
    verdicts.set(policies, known);
    return known;
  };
  return (policy, among) => {
    const others = among.filter((one) => one !== policy);
    if (areAgentsBlocked(among) !== areAgentsBlocked(others)) return "yes";
    const rivals = rivalsOf(policy, others).filter(({ enforcement }) => enforcement.kind === "enforced");
    if (rivals.length === 0) return "yes";
    const answer = stopsMore.ask(policy, rivals);
    if (answer === "not settled") return answer;
    if (answer !== "no")
      return isKnownNow([{ certain: answer === "certain", hangsOn: [] }], facts) ? "yes" : "not settled";
    return stopsMore.isAllKnown || verdictOf(among) === verdictOf(others) ? "no" : "yes";
  };
}

/** A verdict judges each policy by itself where something isn't known, and a comparison takes it to be the same in all of them. */
const settledFor = ({ kind, uncovered }: Verdict): string => JSON.stringify([kind, uncovered]);

/**
 * The policies that could take another one's place: they ask for at least as much of whoever comes to the same resources and more.
 * Whom and which sign-ins the two are about isn't looked at.
 */
const rivalsOf = (policy: Policy, among: readonly Policy[]): readonly Policy[] =>
  among.filter(
    (one) => one !== policy && asksAsMuch(one, policy) && isForAsMuch(one.applications, policy.applications),
  );

/** A block is the most. Plain MFA is the least that a policy asks for which stops anybody; all else is compared as written. */
function asksAsMuch(one: Policy, other: Policy): boolean {
  if (isBlock(one.grant)) return true;
  const [least, most] = [askedBy(other), askedBy(one)];
  if (least.session !== "null" && most.session !== least.session) return false;
  return isPlainMfa(other) || most.grant === least.grant;
}

const ASKED = new WeakMap<Policy, { readonly session: string; readonly grant: string }>();

/** What a policy asks for, as written; worked out once, since each policy is compared with each. */
function askedBy(policy: Policy): { readonly session: string; readonly grant: string } {
  const asked = ASKED.get(policy) ?? {
    session: written(policy, "sessionControls"),
    grant: written(policy, "grantControls"),
  };
  ASKED.set(policy, asked);
  return asked;
}

const isPlainMfa = ({ grant }: Policy): boolean =>
  grant.kind === "controls" && grant.controls.length === 1 && grant.controls[0]?.kind === "mfa";

/** What stands in a field; `null` where it isn't there. */
function written(policy: Policy, field: string): string {
  const text = policy.written.in(field);
  return text === policy.written.in("") ? "null" : text;
}

/** Whether one is about every resource, and every user action, that the other is about: what else is guarded by it stays so. */
function isForAsMuch(one: Applications, other: Applications): boolean {
  if (one.filter !== "none" || other.include.notUnderstood.length > 0) return false;
  if (other.filter === "include" && !one.include.all) return false;
  if (other.otherTarget && (other.userActions === undefined || !isWithin(other.userActions, one.userActions)))
    return false;
  const excludesMore =
    !isWithin(one.exclude.ids, other.exclude.ids) || (one.exclude.adminPortals && !other.exclude.adminPortals);
  if (excludesMore || one.exclude.all) return false;
  if (one.include.all) return true;
  return (
    !other.include.all &&
    isWithin(other.include.ids, one.include.ids) &&
    (one.include.adminPortals || !other.include.adminPortals)
  );
}

const isWithin = (some: ReadonlySet<string>, all: ReadonlySet<string> = new Set()): boolean =>
  [...some].every((one) => all.has(one));

function concluded(all: readonly Policy[], those: (is: Sort) => readonly Policy[]): Conclusion {
  if (all.length === 0) return notApplicable("No enforced policy stops anybody on the way to Azure management.");
  const [canGo, eitherOr, unsettled] = [those("can go"), those("either or"), those("not settled")];
  if (canGo.length > 0) {
    const instead = `Instead of ${canGo.length === 1 ? "it" : "one of them"}, ${namesOf(eitherOr)} could go, but not as well: they cover each other.`;
    return failed(
      `${namesOf(canGo)} ${canGo.length === 1 ? "adds" : "add"} nothing to the others on the way to Azure management.${eitherOr.length === 0 ? "" : ` ${instead}`}`,
      "keep what is meant as a second line; take the rest out",
    );
  }
  if (unsettled.length > 0)
    return unknown(
      `Whether anything is stopped by ${namesOf(unsettled)} alone isn't settled.`,
      "look at what isn't understood in it, or compare the tenant with and without it: `azmfa diff`",
    );
  const more = all.length === 1 ? "" : ", or asks for more";
  return passed(`Each enforced policy on the way to Azure management stops something that no other does${more}.`);
}

/** `the exempt accounts svc-backup and svc-sync` */
const accountsInWords = (accounts: readonly UserId[], context: AuditContext): string =>
  `the exempt ${accounts.length === 1 ? "account" : "accounts"} ${listing(
    fewOf(accounts.map((id) => shortened(userSubject(id, context).name))),
    "and",
  )}`;
