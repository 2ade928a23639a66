import type { LocationCondition } from "../../model/dimensions";
import type { LocationId } from "../../model/ids";
import { AZURE_MANAGEMENT } from "../../model/ids";
import type { Applications, Policy } from "../../model/policy";
import type { Tenant } from "../../model/tenant";
import { counted, listing, shortened } from "../../text/sentence";
import { prove } from "../../verifier/prove";
import type { Verdict } from "../../verifier/verdict";
import { type Answer, failed, type Observation, passed, unknown } from "../answer";
import { type Audited, policySubject, userSubject } from "../audited";
import { partOf, wholeOf } from "../known";

const REGISTERING = "urn:user:registersecurityinfo";

/**
 * Whether whoever has stolen a password could register MFA for its owner: which people in scope have no method, and whether
 * a policy guards the registration. One on that user action does, and one on all resources, less what the tenant's settings
 * except. The law is asked as if registering were the API.
 * @see Microsoft Graph, "conditionalAccessRoot: evaluate", example of a user action (2025-07); Microsoft Entra, "Protecting
 * authentication method registration with Conditional Access"
 */
export function registrationAnswer(audited: Audited): Answer {
  const { tenant } = audited;
  const people = unregistered(audited);
  const evidence = [...people.evidence, ...tenant.policies.filter(guards).map(guardEvidence)];
  const guard = guardOf(audited);
  const because = `${people.said} ${guard.said}`;
  const isSafe = guard.kind === "proved" || people.count === 0;
  if (isSafe) return passed(because, evidence);
  if (guard.kind === "unknown" || (guard.kind === "bypass" && people.count === undefined && guard.isPartial))
    return unknown(because, [DO_READ], evidence);
  return failed(because, [DO, ...(people.count === undefined ? [DO_READ] : [])], evidence);
}

const DO =
  "guard the registration of security information: MFA, a trusted place or a Temporary Access Pass, for all users; and have everybody in scope register a method";
const DO_READ =
  "read the tenant with AuditLog.Read.All, for who has registered a method, and Policy.Read.All, for the settings of Conditional Access";

const isRegistering = ({ userActions }: Applications): boolean =>
  [...(userActions ?? [])].some((action) => action.toLowerCase() === REGISTERING);

/** Whether a policy may be about registering security information. */
const guards = ({ applications, enforcement }: Policy): boolean =>
  enforcement.kind === "enforced" && (isRegistering(applications) || applications.include.all);

const guardEvidence = (policy: Policy): Observation => ({
  subject: policySubject(policy),
  what: "target",
  value: isRegistering(policy.applications)
    ? "Register security information"
    : "All resources, and so this user action",
});

interface Guard {
  readonly kind: Verdict["kind"];
  readonly said: string;
  /** Whether some policies guard it for some people or places. */
  readonly isPartial: boolean;
}

function guardOf({ tenant, represented, exemptions, facts }: Audited): Guard {
  const ask = (allCounts: boolean, atTrusted: boolean) =>
    prove(asIfRegistering(represented.tenant, allCounts, atTrusted), exemptions).kind;
  const exceptions = partOf(facts.conditionalAccessSettings)?.userActionExclusions;
  const excepted =
    exceptions?.some(
      ({ userAction, state }) => /registersecurityinfo/i.test(userAction) && !/^disabled$/i.test(state ?? ""),
    ) === true;
  const kind = ask(!excepted, false);
  const isPartial = tenant.policies.some(guards);
  if (kind === "proved") {
    if (exceptions === undefined && ask(false, false) !== "proved" && ask(false, true) !== "proved")
      return {
        kind: "unknown",
        said: "Policies on all resources guard the registration, unless the tenant's settings except it, which aren't known.",
        isPartial,
      };
    return { kind, said: "Policies guard the registration of a method for everybody.", isPartial };
  }
  if (ask(!excepted, true) === "proved")
    return {
      kind: "proved",
      said: "Policies guard the registration of a method everywhere but at trusted places.",
      isPartial,
    };
  return kind === "unknown"
    ? { kind, said: "Whether policies guard the registration of a method isn't settled.", isPartial }
    : {
        kind,
        said: isPartial
          ? "Policies guard the registration of a method for some, and leave it open for others."
          : "No policy guards the registration of a method.",
        isPartial,
      };
}

/** The tenant in which registering a method stands for the API. `atTrusted`: as if every policy also covered trusted places. */
function asIfRegistering(tenant: Tenant, allCounts: boolean, atTrusted: boolean): Tenant {
  const policies = tenant.policies.map((policy): Policy => {
    const { applications, conditions } = policy;
    const covers = isRegistering(applications) || (allCounts && applications.include.all);
    return {
      ...policy,
      applications: {
        include: {
          all: false,
          ids: new Set(covers ? [AZURE_MANAGEMENT] : []),
          adminPortals: false,
          notUnderstood: applications.otherTarget ? [] : applications.include.notUnderstood,
        },
        exclude: { all: false, ids: new Set(), adminPortals: false, notUnderstood: [] },
        filter: "none",
        otherTarget: false,
      },
      conditions: atTrusted ? { ...conditions, network: withTrusted(conditions.network, tenant) } : conditions,
    };
  });
  return { ...tenant, policies };
}

function withTrusted(condition: LocationCondition, { locations }: Tenant): LocationCondition {
  if (condition.kind === "any") return condition;
  const isTrusted = (id: LocationId): boolean => locations?.get(id)?.trusted === true;
  const ids = new Set([...condition.exclude.ids].filter((id) => !isTrusted(id)));
  return { ...condition, exclude: { ...condition.exclude, allTrusted: false, ids } };
}

const MOST_NAMED = 5;

function unregistered(audited: Audited): {
  readonly count: number | undefined;
  readonly said: string;
  readonly evidence: readonly Observation[];
} {
  const { tenant, facts } = audited;
  const registrations = partOf(facts.registrations);
  if (tenant.users === undefined || registrations === undefined)
    return { count: undefined, said: "Who has registered a method isn't known.", evidence: [] };
  const inScope = tenant.users.filter(({ disabled }) => !disabled);
  const without = inScope.filter(({ id }) => registrations.get(id)?.isMfaRegistered === false);
  const silent = inScope.filter(({ id }) => registrations.get(id)?.isMfaRegistered === undefined);
  const evidence = without.slice(0, 50).map(
    ({ id }): Observation => ({
      subject: userSubject(id, audited),
      what: "registered methods",
      value: listing(registrations.get(id)?.methods ?? [], "and") || "none",
    }),
  );
  const shown = without.slice(0, MOST_NAMED).map(({ id }) => shortened(userSubject(id, audited).name));
  const names = [
    ...shown,
    ...(without.length > shown.length ? [counted(without.length - shown.length, "more", "more")] : []),
  ];
  const said =
    without.length === 0
      ? `Everybody of whom it is known has registered a method${silent.length === 0 ? "" : `; of ${counted(silent.length, "account")} it isn't known`}.`
      : `${counted(without.length, "account has", "accounts have")} no registered method: ${listing(names, "and")}.`;
  const isWhole = silent.length === 0 && wholeOf(facts.registrations) !== undefined;
  return { count: without.length === 0 && !isWhole ? undefined : without.length, said, evidence };
}
