import { dimensionOf, isConditionReason, jsonKey } from "../law/conditions";
import type { Control, UserAssignment } from "../law/model/policy";
import type { Principal, SignIn } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import { quoted } from "../text/printable";
import type { ExplainedSignIn, Open, Outcome, PolicyAnswer } from "../verifier/one-sign-in/explain";
import { controlInWords } from "../words/explain";
import { type DirectoryNames, directoryNames } from "../words/principal";
import { linesNaming } from "../words/users";
import type { JudgedSignIn } from "./one-sign-in";
import { signInInJson } from "./verdict-in-json";

/** One sign-in in the shape and key order that `docs/verdicts.md` promises. */
export function signInObject({ file, tenant, explained, given, isExempt }: JudgedSignIn): object {
  return {
    file,
    user: personInJson(explained.people, directoryNames(tenant)),
    told: Object.fromEntries(given),
    outcome: explained.outcome.kind,
    ...outcomeInJson(explained.outcome, tenant),
    exempt: isExempt,
    policies: explained.policies.map((one) => policyInJson(one, explained)),
  };
}

/** The person who signs in. `types`: every identity type that they may have and that the policies distinguish. */
function personInJson(people: readonly Principal[], names: DirectoryNames): object {
  const [id] = people.flatMap((one) => (one.kind === "person" ? one.id : []));
  const user = id === undefined ? undefined : names.userOf(id);
  return {
    id: id ?? null,
    displayName: user?.displayName ?? id ?? null,
    userPrincipalName: user?.userPrincipalName ?? null,
    disabled: user?.disabled ?? false,
    types: [...new Set(people.map(({ identity }) => identity.type))],
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
      const { on, isBounded, through, stopped } = outcome;
      const dependsOn = [...on.map(dependsOnInJson), ...(isBounded ? [{ kind: "bound" }] : [])];
      return { ...neither, dependsOn, getsIn: signIn(through), stopped: signIn(stopped) };
    }
  }
}

function dependsOnInJson(on: Open): object {
  if (isConditionReason(on)) return { kind: "condition", id: jsonKey(dimensionOf(on)) };
  return { kind: on === "unsupported" ? "content" : on };
}

function policyInJson({ policy, applies, because, clauses }: PolicyAnswer, explained: ExplainedSignIn): object {
  const { include, exclude } = policy.users;
  return {
    policy: policy.id,
    displayName: policy.displayName,
    state: STATES[policy.enforcement.kind],
    applies,
    because: because?.reason ?? null,
    includedBy: linesInJson(include, explained),
    excludedBy: linesInJson(exclude, explained),
    conditions: clauses.flatMap(({ reason, met }) => {
      if (!isConditionReason(reason) || policy.conditions[dimensionOf(reason)].kind === "any") return [];
      return [{ condition: jsonKey(dimensionOf(reason)), met }];
    }),
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

/** The lines by which one side of a policy names the person, or may name them. */
function linesInJson(assignment: UserAssignment, { people, membership }: ExplainedSignIn): readonly object[] {
  const may = linesNaming(assignment, "exclude", people, membership);
  const certain = people.map((one) => linesNaming(assignment, "include", [one], membership));
  const isCertain = (names: (lines: typeof may) => unknown): boolean => certain.every((lines) => names(lines));
  return [
    ...(may.everyone ? [{ kind: "everyone" }] : []),
    ...(may.users.size > 0 ? [{ kind: "id" }] : []),
    ...Array.from(may.groups, (id) => ({ kind: "group", id, certain: isCertain(({ groups }) => groups.has(id)) })),
    ...Array.from(may.roles, (id) => ({ kind: "role", id, certain: isCertain(({ roles }) => roles.has(id)) })),
    ...(may.everyGuest || may.guests
      ? [{ kind: "guest", certain: isCertain(({ everyGuest, guests }) => everyGuest || guests) }]
      : []),
  ];
}
