import assert from "node:assert/strict";
import type { JsonObject } from "../../../../src/law/json/json-object";
import { gatherOne } from "../../../../src/tenant/exports/gathering";
import { comesTo } from "./a-stack";

const API = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
const GROUP = "cccccccc-0000-4000-8000-000000000001";

const block = (users: JsonObject = {}, conditions: JsonObject = {}): JsonObject => ({
  id: "/identity/conditionalAccess/policies/eeeeeeee-0000-4000-8000-000000000001",
  object_id: "eeeeeeee-0000-4000-8000-000000000001",
  display_name: "Require MFA",
  state: "enabled",
  conditions: [
    {
      client_app_types: ["all"],
      applications: [
        { included_applications: [API], excluded_applications: [], filter: [], included_user_actions: null },
      ],
      users: [{ included_users: ["All"], excluded_groups: [], excluded_guests_or_external_users: [], ...users }],
      client_applications: [],
      devices: [],
      locations: [],
      platforms: [],
      service_principal_risk_levels: [],
      sign_in_risk_levels: null,
      user_risk_levels: [],
      insider_risk_levels: "",
      ...conditions,
    },
  ],
  grant_controls: [
    { operator: "OR", built_in_controls: ["mfa"], terms_of_use: [], authentication_strength_policy_id: "" },
  ],
  session_controls: [],
  timeouts: null,
});

const policy = (values: JsonObject) => ({
  address: "module.ca.azuread_conditional_access_policy.mfa",
  mode: "managed",
  type: "azuread_conditional_access_policy",
  values,
});
const moduleOf = (...resources: readonly object[]) => ({
  root_module: { resources: [], child_modules: [{ address: "module.ca", resources }] },
});
const VERSIONS = { format_version: "1.2", terraform_version: "1.9.0" };
const state = (...resources: readonly object[]) => ({ ...VERSIONS, values: moduleOf(...resources) });
const plan = (values: JsonObject, afterUnknown: object, more: object = {}) => ({
  ...VERSIONS,
  planned_values: moduleOf(policy(values)),
  resource_changes: [{ address: policy(values).address, change: { actions: ["create"], after_unknown: afterUnknown } }],
  ...more,
});

describe("what `terraform show -json` prints", () => {
  it("is read like a stack, of the state and of a plan", () => {
    assert.equal(comesTo(state(policy(block()))), "proved");
    assert.equal(comesTo(plan(block(), { id: true })), "proved");
    assert.equal(comesTo(state(policy({ ...block(), state: "disabled" }))), "bypass");
    for (const mode of ["data", "other"]) assert.notEqual(comesTo(state({ ...policy(block()), mode })), "proved"); // not managed
    assert.notEqual(comesTo(state({ ...policy(block()), deposed_key: "0a1b2c3d" })), "proved"); // to be destroyed
  });

  it("isn't read as set to nothing where a plan doesn't know a value yet", () => {
    const unknown = (groups: unknown) => ({ conditions: [{ users: [{ excluded_groups: groups }] }] });
    assert.notEqual(comesTo(plan(block({ included_users: ["All"] }), unknown(true))), "proved");
    assert.notEqual(comesTo(plan(block({ excluded_groups: [] }), unknown([true]))), "proved");
    const deposed = { address: policy({}).address, deposed: "0a1b2c3d", change: { after: null, after_unknown: {} } };
    const resource_changes = [...plan({}, unknown(true)).resource_changes, deposed];
    assert.notEqual(comesTo(plan(block(), {}, { resource_changes })), "proved"); // the former policy, to be destroyed
  });

  it("leaves open who is in a group, whatever the state lists", () => {
    const group = { type: "azuread_group", address: "g", mode: "managed", values: { object_id: GROUP, members: [] } };
    assert.equal(comesTo(state(policy(block({ excluded_groups: [GROUP] })), group)), "bypass");
  });

  it("proves nothing where resources of msgraph may write to a policy", () => {
    const generic = { type: "msgraph_update_resource", mode: "managed", values: { url: "groups/x/owners" } };
    assert.equal(comesTo(state(policy(block()), generic)), "unknown");
  });

  it("proves nothing of a plan with targets, and refuses one that failed or is for several tenants", () => {
    assert.equal(comesTo(plan(block(), {}, { complete: false })), "unknown");
    const providers = { azuread: { name: "azuread" }, "azuread.other": { name: "azuread", alias: "other" } };
    const full_name = "registry.terraform.io/hashicorp/azuread";
    const renamed = { entra: { name: "entra", full_name }, "entra.other": { name: "entra", full_name } };
    const configured = [providers, renamed].map((provider_config) => ({ configuration: { provider_config } }));
    for (const more of [{ errored: true }, { resource_changes: undefined }, ...configured])
      assert.equal(gatherOne(plan(block(), {}, more)).problems.length, 1);
  });
});
