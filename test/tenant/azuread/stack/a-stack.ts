import assert from "node:assert/strict";
import { gatherOne } from "../../../../src/tenant/exports/gathering";
import { prove } from "../../../../src/verifier/prove";
import { read } from "../../../verifier/generated/read";

/** What the engine writes for a text that it doesn't know yet, and for a secret. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export const SECRET = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: "hunter2",
};
export const GROUP = "cccccccc-2222-4000-8000-000000000009";
export const PERSON = "aaaaaaaa-0000-4000-8000-000000000003";
export const POLICY = "cccccccc-4444-4000-8000-000000000001";

export interface Resource {
  readonly [key: string]: unknown;
  readonly urn: string;
}

/** A resource of azuread as a stack's state has it. */
export const resource = (type: string, inputs: object, rest: object = {}): Resource => ({
  urn: `urn:pulumi:dev::ca::azuread:index/x:${type}::${type}`,
  type: `azuread:index/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type}`,
  custom: true,
  inputs,
  outputs: inputs,
  ...rest,
});

/** Inputs of a policy that asks everybody for MFA. */
export const inputsOf = (conditions: object = {}, rest: object = {}) => ({
  displayName: "MFA for Azure management",
  state: "enabled",
  conditions: {
    applications: { includedApplications: ["All"] },
    clientAppTypes: ["all"],
    users: { includedUsers: ["All"] },
    ...conditions,
  },
  grantControls: { operator: "OR", builtInControls: ["mfa"] },
  ...rest,
});

export const aPolicy = (inputs: object = inputsOf(), rest: object = {}): Resource =>
  resource("ConditionalAccessPolicy", inputs, { id: `/identity/conditionalAccess/policies/${POLICY}`, ...rest });

export const exported = (resources: readonly object[], rest: object = {}) => ({
  version: 3,
  deployment: { manifest: {}, resources, ...rest },
});

export const previewed = (steps: readonly object[], rest: object = {}) => ({
  config: {},
  steps,
  changeSummary: { create: 1 },
  ...rest,
});

export const step = (op: string, { outputs: _outputs, ...newState }: Resource) => ({ op, urn: newState.urn, newState });

/** The tenant of a document that has one. */
export function tenantOf(json: unknown) {
  const { file, problems } = gatherOne(json);
  assert.deepEqual(problems, []);
  return read(file, "take");
}

/** The verdict, or the problem if there is none. */
export function comesTo(json: unknown): string {
  const { problems } = gatherOne(json);
  return problems.length > 0 ? problems.map(({ why }) => why).join() : prove(tenantOf(json)).kind;
}
