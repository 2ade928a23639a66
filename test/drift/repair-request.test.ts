import assert from "node:assert/strict";
import { codePolicy } from "../../src/drift/code-policy";
import { findDifferences } from "../../src/drift/differences";
import { repairRequest } from "../../src/drift/judge-policy";
import type { JsonObject } from "../../src/law/json/json-object";
import { changedPolicy } from "./changed-policy";
import { AZURE_MANAGEMENT, declaredInputs, FIRST, POLICY_ID, SECOND } from "./declared-policy";
import { RECORDED_CHANGES } from "./recorded-changes";

const code = codePolicy(declaredInputs);

const requestFor = (changes: JsonObject, version: "v1.0" | "beta" = "v1.0") =>
  repairRequest(POLICY_ID, code, findDifferences(changedPolicy(changes), code), version);

const wholeConditions = {
  clientAppTypes: ["all"],
  applications: { includeApplications: [AZURE_MANAGEMENT] },
  users: { includeUsers: ["All"], excludeUsers: [FIRST, SECOND] },
};

describe("the request that puts a policy right", () => {
  it("goes to the policy, in the version that knows the fields", () => {
    assert.equal(requestFor({ state: "disabled" }).path, `/v1.0/identity/conditionalAccess/policies/${POLICY_ID}`);
    assert.equal(
      requestFor({ state: "disabled" }, "beta").path,
      `/beta/identity/conditionalAccess/policies/${POLICY_ID}`,
    );
  });

  it("says nothing but what differs", () =>
    assert.deepEqual(requestFor({ state: "disabled" }).body, { state: "enabled" }));

  it("sends a touched object whole, and names what has to go", () =>
    assert.deepEqual(requestFor({ conditions: { insiderRiskLevels: "elevated", times: { a: 1 } } }).body, {
      conditions: { ...wholeConditions, insiderRiskLevels: null, times: null },
    }));

  it("empties a list, and sets an object to null", () =>
    assert.deepEqual(
      requestFor({
        conditions: {
          applications: { includeAuthenticationContextClassReferences: ["c1"], applicationFilter: { mode: "include" } },
        },
      }).body,
      {
        conditions: {
          ...wholeConditions,
          applications: {
            ...wholeConditions.applications,
            includeAuthenticationContextClassReferences: [],
            applicationFilter: null,
          },
        },
      },
    ));

  it("takes a strength back", () =>
    assert.deepEqual(requestFor(RECORDED_CHANGES["grant_strength"]?.changes ?? {}).body, {
      grantControls: { operator: "OR", builtInControls: ["mfa"], authenticationStrength: null },
    }));
});
