import { GLOBAL_ADMINISTRATOR, type UserId } from "../model/ids";
import type { Control, Grant, Policy, Strength, UserAssignment } from "../model/policy";
import type { Tenant, User } from "../model/tenant";
import type { Truth } from "../model/truth";
import { isKnownMethod } from "./law/grant";
import { explainSignIn } from "./one-sign-in/explain-sign-in";
import { judgedPerson } from "./one-sign-in/judged-person";
import type { PolicyAnswer } from "./one-sign-in/policy-answer";

/** Whether a break-glass account can still sign in to Azure management. */
export type EmergencyAccess =
  /** There is a sign-in that no policy is known to stop. */
  | { readonly kind: "open" }
  /** Whatever client, place and device it uses, some of these policies blocks it or asks for what it can't give. */
  | { readonly kind: "closed"; readonly by: readonly Policy[] };

/**
 * Whether any sign-in to Azure management is left to a break-glass account that no policy blocks and that asks for nothing
 * it can't give.
 *
 * Such an account is taken for a Global Administrator (where the tenant's role assignments aren't known) with a FIDO2 key and
 * nothing else: it does MFA, and every strength that a FIDO2 key alone satisfies. A compliant or joined device, an approved or
 * protected app, a new password, a partner's control it doesn't have; nor can it be relied on to accept terms of use, which may
 * ask for a registered device. *Closed* never rests on what isn't known or understood.
 * @see Microsoft Entra, "Manage emergency access accounts" (2025-03); "Terms of use": per-device acceptance (2024-10)
 */
export function emergencyAccess(tenant: Tenant, account: UserId): EmergencyAccess {
  const users = [tenant.users?.find(({ id }) => id === account) ?? memberWith(account)];
  const policies = tenant.policies.map((policy) => asAskedOf(account, policy, tenant.roleAssignments === undefined));
  const asked = { ...tenant, users, policies };
  const { outcome, policies: answers } = explainSignIn(asked, judgedPerson(asked, account), {});
  if (outcome.kind !== "stopped") return { kind: "open" };
  const original = new Map(policies.map((policy, index) => [policy, tenant.policies[index] ?? policy]));
  return { kind: "closed", by: stopping(answers).map(({ policy }) => original.get(policy) ?? policy) };
}

/** Those that stop every sign-in; where none does by itself, all that stop some. */
function stopping(answers: readonly PolicyAnswer[]): readonly PolicyAnswer[] {
  const always = answers.filter(({ applies, canStop }) => applies === "yes" && canStop === "yes");
  return always.length > 0 ? always : answers.filter(({ applies, canStop }) => applies !== "no" && canStop === "yes");
}

/** Break-glass accounts are the tenant's own. */
const memberWith = (id: UserId): User => ({
  id,
  displayName: undefined,
  userPrincipalName: undefined,
  disabled: false,
  classes: ["member"],
});

function asAskedOf(account: UserId, policy: Policy, isAdministrator: boolean): Policy {
  const { include, exclude } = policy.users;
  const naming = (users: UserAssignment): UserAssignment =>
    isAdministrator && users.roles.has(GLOBAL_ADMINISTRATOR)
      ? { ...users, users: new Set([...users.users, account]) }
      : users;
  return {
    ...policy,
    grant: asAsked(policy.grant),
    users: { include: naming(include), exclude: naming(exclude) },
  };
}

/**
 * The grant as the law reads it of somebody without MFA, with what the account can't give in MFA's place: what stops the
 * one then stops the other.
 */
function asAsked(grant: Grant): Grant {
  if (grant.kind === "sessionOnly") return grant;
  return { ...grant, controls: grant.controls.map(controlAsAsked) };
}

function controlAsAsked(control: Control): Control {
  switch (isOutOfReach(control)) {
    case "yes":
      return { kind: "mfa" };
    case "no":
      return { kind: "notMfa", name: control.kind };
    case "unclear":
      return control;
  }
}

function isOutOfReach(control: Control): Truth {
  switch (control.kind) {
    case "mfa":
      return "no";
    case "block":
    case "notMfa":
      return "yes";
    case "strength":
      return isStrengthOutOfReach(control.strength) ? "yes" : "no";
    case "notUnderstood":
      return "unclear";
  }
}

/** All built-in strengths take a FIDO2 key. A method that isn't known may be one that the account has. */
const isStrengthOutOfReach = (strength: Strength): boolean =>
  strength.kind === "listed" &&
  strength.combinations.length > 0 &&
  strength.combinations.every((methods) => methods.every(isKnownMethod) && methods.join() !== "fido2");
