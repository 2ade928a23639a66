import { SATISFIED } from "../law/grant";
import type { ClientApp } from "../law/model/dimensions";
import { GLOBAL_ADMINISTRATOR, type UserId } from "../law/model/ids";
import type { AssignmentSide, Control, Grant, Policy, Strength, UserAssignment } from "../law/model/policy";
import { type Tenant, unknownUser } from "../law/model/tenant";
import { type ExplainedSignIn, explainSignIn, getsInWhatever, type PolicyAnswer } from "./one-sign-in/explain";
import { judgedPerson } from "./one-sign-in/judged-person";

/** What a break-glass account signs in with. */
export type Method =
  /** A FIDO2 key: it does MFA, and every strength that such a key alone satisfies. */
  | "key"
  /** A password alone: what a policy that asks for MFA stops. */
  | "password";

const OUT_OF_REACH: Control = { kind: "mfa" };
const PERHAPS: Control = {
  kind: "notUnderstood",
  field: "grantControls",
  why: "whether a FIDO2 key satisfies the strength isn't known",
};

/** A control as the law reads it for someone without MFA: satisfied if the account satisfies it, else one that only MFA satisfies. */
function asAsked(control: Control): Control {
  if (control.kind === "mfa") return SATISFIED;
  if (control.kind === "strength") return strengthAsAsked(control.strength);
  return control.kind === "notUnderstood" ? control : OUT_OF_REACH;
}

/** All built-in strengths take a FIDO2 key. */
function strengthAsAsked(strength: Strength): Control {
  if (strength.kind === "builtIn") return SATISFIED;
  if (strength.kind !== "listed" || strength.combinations.length === 0) return PERHAPS;
  if (strength.combinations.some((methods) => methods.join() === "fido2")) return SATISFIED;
  return OUT_OF_REACH;
}

/** Whether a break-glass account can still sign in to Azure management. */
export type EmergencyAccess =
  /** There is a sign-in that no policy stops, whatever isn't known or understood turns out to be. */
  | { readonly kind: "open" }
  /** It depends on what isn't known or understood, in some of these policies. */
  | { readonly kind: "unsettled"; readonly on: readonly Policy[] }
  /** Whatever place and device it uses, some of these policies blocks it or asks for what it can't give. */
  | { readonly kind: "closed"; readonly by: readonly Policy[] };

/**
 * Whether a break-glass account has a sign-in to Azure management that no policy blocks, and for which no policy asks for something
 * that the account can't give. It signs in from a browser, an app or a command line, since other clients can't reach the API.
 *
 * If role assignments aren't known, `isAdmin` makes the account a Global Administrator. It has no compliant or joined device, no
 * approved or protected app, no new password and no partner's control. It can't be relied on to accept terms of use, which may ask for a
 * registered device. It can't activate a role before it is in, and a role in a part of the tenant doesn't count. *Closed* never
 * depends on what isn't known or understood, except for that role. Neither does *open*.
 * @see Microsoft Entra, "Manage emergency access accounts" (2025-03); "Terms of use": per-device acceptance (2024-10);
 *   "Conditional Access: Conditions", client apps (2024-06): the other clients are protocols of Exchange
 */
export function emergencyAccess(tenant: Tenant, id: UserId, method: Method = "key", isAdmin = true): EmergencyAccess {
  const asked = asAskedOf(id, tenant, method, isAdmin ? ["include", "exclude"] : []);
  const byClient = answersIn(asked, id);
  if (byClient.every(({ outcome }) => outcome.kind === "stopped"))
    return { kind: "closed", by: among(stopping(byClient.map(({ policies }) => policies)), asked, tenant) };
  const unassumed = asAskedOf(id, tenant, method, ["include"]);
  if (isCertainlyOpen(unassumed, id)) return { kind: "open" };
  const answers = answersIn(unassumed, id).flatMap(({ policies }) => policies);
  const mayStop = answers.filter(({ applies, canStop }) => applies !== "no" && canStop !== "no");
  return { kind: "unsettled", on: among(mayStop, unassumed, tenant) };
}

/** The clients that can reach the API: browsers, apps and command lines. */
export const CLIENTS: readonly ClientApp[] = ["browser", "mobileAppsAndDesktopClients"];

const answersIn = (asked: Tenant, account: UserId): readonly ExplainedSignIn[] =>
  CLIENTS.map((client) =>
    explainSignIn(asked, judgedPerson(asked, account), { clientApp: { kind: "whole", value: client } }),
  );

/** The tenant's own policies of these answers. */
function among(answers: readonly PolicyAnswer[], asked: Tenant, tenant: Tenant): readonly Policy[] {
  const some = new Set(answers.map(({ policy }) => asked.policies.indexOf(policy)));
  return tenant.policies.filter((_, index) => some.has(index));
}

/** Whether it is open even if everything that isn't known is as bad as can be, and no trusted place is hidden. */
function isCertainlyOpen(asked: Tenant, account: UserId): boolean {
  const network = { kind: "part", part: { trustedElsewhere: false } } as const;
  return CLIENTS.some((client) =>
    getsInWhatever(asked, judgedPerson(asked, account), { clientApp: { kind: "whole", value: client }, network }),
  );
}

/** The policies that stop every sign-in with every client. If no policy does so alone, all policies that stop some sign-in. */
function stopping(byClient: readonly (readonly PolicyAnswer[])[]): readonly PolicyAnswer[] {
  const always = byClient.map((answers) =>
    answers.filter(({ applies, canStop }) => applies === "yes" && canStop === "yes"),
  );
  const [first = [], ...others] = always;
  const throughout = first.filter(({ policy }) => others.every((some) => some.some((one) => one.policy === policy)));
  if (throughout.length > 0) return throughout;
  return byClient.flatMap((answers, client) => {
    const whole = always[client] ?? [];
    return whole.length > 0 ? whole : answers.filter(({ applies, canStop }) => applies !== "no" && canStop === "yes");
  });
}

/**
 * The tenant with this account alone, and with policies that stop the account if it can't give what they ask for. An account that the
 * tenant doesn't list is a member.
 * @param assumed the side of assignments on which it counts as a Global Administrator if role assignments aren't known
 */
function asAskedOf(
  account: UserId,
  { users, roleAssignments, ...tenant }: Tenant,
  method: Method,
  assumed: readonly AssignmentSide[],
): Tenant {
  const naming = (clause: AssignmentSide, policy: Policy): UserAssignment => {
    const assignment = policy.users[clause];
    const isAssumed = roleAssignments === undefined && assumed.includes(clause);
    if (!isAssumed || !assignment.roles.has(GLOBAL_ADMINISTRATOR)) return assignment;
    return { ...assignment, users: new Set([...assignment.users, account]) };
  };
  const asking = ({ grant }: Policy): Grant =>
    method === "key" && grant.kind === "controls" ? { ...grant, controls: grant.controls.map(asAsked) } : grant;
  return {
    ...tenant,
    roleAssignments: roleAssignments?.filter(({ tenantWide }) => tenantWide),
    users: [users?.find(({ id }) => id === account) ?? { ...unknownUser(account), classes: ["member"] }],
    policies: tenant.policies.map((policy) => ({
      ...policy,
      grant: asking(policy),
      users: { include: naming("include", policy), exclude: naming("exclude", policy) },
    })),
  };
}
