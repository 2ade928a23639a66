import { CONDITIONS } from "../law/conditions";
import type { Control } from "../law/model/policy";
import type { SignIn } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import { quoted } from "../text/printable";
import type { HangsOn, Outcome, PolicyAnswer } from "../verifier/one-sign-in/explain";
import type { JudgedPerson } from "../verifier/one-sign-in/judged-person";
import type { Way } from "../verifier/one-sign-in/ways-named";
import { controlInWords } from "../words/explain";
import { type DirectoryNames, directoryNames } from "../words/principal";
import type { JudgedSignIn } from "./one-sign-in";
import { signInInJson } from "./verdict-in-json";

/** One sign-in in the shape and key order that `docs/verdicts.md` promises. */
export function signInObject({ file, tenant, explained, given, isExempt }: JudgedSignIn): object {
  const names = directoryNames(tenant);
  return {
    file,
    user: personInJson(explained.person, names),
    told: Object.fromEntries(given),
    outcome: explained.outcome.kind,
    ...outcomeInJson(explained.outcome, tenant),
    exempt: isExempt,
    policies: explained.policies.map(policyInJson),
  };
}

/** The person who signs in. `types`: every identity type that they may have and that the policies distinguish. */
function personInJson({ id, identities }: JudgedPerson, names: DirectoryNames): object {
  const user = id === undefined ? undefined : names.userOf(id);
  return {
    id: id ?? null,
    displayName: user?.displayName ?? id ?? null,
    userPrincipalName: user?.userPrincipalName ?? null,
    disabled: user?.disabled ?? false,
    types: [...new Set(identities.map(({ type }) => type))],
  };
}

function outcomeInJson(outcome: Outcome, tenant: Tenant): object {
  const signIn = (one: SignIn | undefined) => (one === undefined ? null : signInInJson(one, tenant));
  const neither = { blocked: false, dependsOn: [], getsIn: null, stopped: null };
  switch (outcome.kind) {
    case "stopped":
      return { ...neither, blocked: outcome.blocked };
    case "getsIn":
      return { ...neither, getsIn: signIn(outcome.example) };
    case "depends": {
      const { on, through, stopped } = outcome;
      return { ...neither, dependsOn: on.map(hangsOnInJson), getsIn: signIn(through), stopped: signIn(stopped) };
    }
  }
}

const hangsOnInJson = (on: HangsOn): object =>
  on.kind === "dimension" ? { kind: "condition", id: CONDITIONS[on.dimension].json.key } : on;

function policyInJson({ policy, applies, because, included, excluded, conditions }: PolicyAnswer): object {
  return {
    policy: policy.id,
    displayName: policy.displayName,
    state: STATES[policy.enforcement.kind],
    applies,
    because: because ?? null,
    includedBy: included.map(wayInJson),
    excludedBy: excluded.map(wayInJson),
    conditions: conditions.map(({ dimension, met }) => ({ condition: CONDITIONS[dimension].json.key, met })),
    operator: policy.grant.kind === "controls" ? policy.grant.operator.kind : null,
    asksFor: policy.grant.kind === "controls" ? policy.grant.controls.map(askedInJson) : [],
  };
}

/** A control in words, but Graph's name of one that isn't MFA. */
const askedInJson = (control: Control): string =>
  control.kind === "notMfa" ? quoted(control.name) : controlInWords(control);

/** Graph's word for a policy's state. */
const STATES = {
  enforced: "enabled",
  reportOnly: "enabledForReportingButNotEnforced",
  off: "disabled",
  notUnderstood: "notUnderstood",
} as const;

/** The line by which a policy names a person. */
function wayInJson(way: Way): object {
  switch (way.kind) {
    case "everyone":
    case "id":
      return { kind: way.kind };
    case "group":
    case "role":
      return { kind: way.kind, id: way.id, certain: way.certain, through: way.chain };
    case "guest":
      return { kind: "guest", certain: way.truths.every((truth) => truth === "yes") };
    case "notUnderstood":
      return { kind: "notUnderstood", field: way.field };
  }
}
