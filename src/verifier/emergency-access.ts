import { evaluationContext } from "../law/evaluate";
import { SATISFIED } from "../law/grant";
import type { ClientApp } from "../law/model/dimensions";
import { GLOBAL_ADMINISTRATOR, type UserId } from "../law/model/ids";
import type { Control, Grant, Policy, Strength } from "../law/model/policy";
import { type Tenant, unknownUser } from "../law/model/tenant";
import type { Encoding } from "./encoding/encoding";
import type { PrincipalClass } from "./people/principals";
import { letsIn } from "./questions/lets-in";
import { questionsAbout } from "./questions/questions";
import { any, type Literal, literally, negate } from "./solver/formula";

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
  /** It depends on what isn't known or understood. Otherwise these policies stop it. */
  | { readonly kind: "unsettled"; readonly on: readonly Policy[] }
  /** Whatever place and device it uses, these policies leave it no sign-in. Each of them is needed for that. */
  | { readonly kind: "closed"; readonly by: readonly Policy[] };

/** The clients that can reach the API: browsers, apps and command lines. */
export const CLIENTS: readonly ClientApp[] = ["browser", "mobileAppsAndDesktopClients"];

/**
 * Whether a break-glass account has a sign-in to Azure management that no policy blocks, and for which no policy asks for something
 * that the account can't give. It signs in from a browser, an app or a command line, since other clients can't reach the API.
 *
 * If role assignments aren't known, `isAdmin` makes the account a Global Administrator. It has no compliant or joined device, no
 * approved or protected app, no new password and no partner's control. It can't be relied on to accept terms of use, which may ask for a
 * registered device. It can't activate a role before it is in, and a role in a part of the tenant doesn't count. *Closed* never
 * depends on what isn't known or understood, except for that role. Neither does *open*, nor on a list of trusted addresses that Graph
 * doesn't show.
 * @see Microsoft Entra, "Manage emergency access accounts" (2025-03); "Terms of use": per-device acceptance (2024-10);
 *   "Conditional Access: Conditions", client apps (2024-06): the other clients are protocols of Exchange
 */
export function emergencyAccess(tenant: Tenant, id: UserId, method: Method = "key", isAdmin = true): EmergencyAccess {
  const perhaps = accessIn(asAskedOf(id, tenant, method, isAdmin), () => []);
  const among = (places: ReadonlySet<number>) => tenant.policies.filter((_, place) => places.has(place));
  if (!perhaps.isOpen && perhaps.isWhole) return { kind: "closed", by: among(perhaps.stopping) };
  const certain = accessIn(asAskedOf(id, tenant, method, false), ({ unknowns, vocabulary }) => [
    unknowns.isFirm,
    negate(vocabulary.places.trustedElsewhere),
  ]);
  if (certain.isWhole && certain.stopping.size === 0) return { kind: "open" };
  return { kind: "unsettled", on: among(certain.stopping) };
}

/**
 * Whether the one account of a tenant gets in as one of its identity types, and the places of the policies that stop it as the others.
 * @param assuming what is assumed of its sign-ins
 */
function accessIn(tenant: Tenant, assuming: (encoding: Encoding) => readonly Literal[]) {
  const [account] = tenant.users ?? [];
  const questions = questionsAbout(evaluationContext(tenant), { isExempt: (id) => id !== account?.id });
  const { vocabulary } = questions.encoding;
  const client = vocabulary.logic.implying(any(CLIENTS.map((one) => literally(vocabulary.valueOf("clientApp", one)))));
  const { classes, closed, bounds } = letsIn(questions, [client, ...assuming(questions.encoding)]);
  const isAccount = ({ members }: PrincipalClass): boolean => members.some(({ who }) => typeof who === "object");
  const cores = [...closed].flatMap(([core, stopped]) => (stopped.some(isAccount) ? core : []));
  return {
    isOpen: classes.some(isAccount),
    isWhole: bounds.length === 0,
    stopping: new Set(cores.map(({ policy }) => policy.place)),
  };
}

/**
 * The tenant with this account alone, and with policies that stop the account if it can't give what they ask for. An account that the
 * tenant doesn't list is a member.
 * @param isAdmin whether it is a Global Administrator if role assignments aren't known
 */
function asAskedOf(account: UserId, tenant: Tenant, method: Method, isAdmin: boolean): Tenant {
  const { users, roleAssignments, mayLackItems = [], policies } = tenant;
  const asking = ({ grant }: Policy): Grant =>
    method === "key" && grant.kind === "controls" ? { ...grant, controls: grant.controls.map(asAsked) } : grant;
  const known = {
    ...tenant,
    roleAssignments: roleAssignments?.filter(({ tenantWide }) => tenantWide),
    users: [users?.find(({ id }) => id === account) ?? { ...unknownUser(account), classes: ["member"] as const }],
    policies: policies.map((policy) => ({ ...policy, grant: asking(policy) })),
  };
  if (!isAdmin || roleAssignments !== undefined) return known;
  const admin = { principal: account, role: GLOBAL_ADMINISTRATOR, tenantWide: true } as const;
  return { ...known, roleAssignments: [admin], mayLackItems: new Set([...mayLackItems, "roleAssignments"]) };
}
