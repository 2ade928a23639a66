import assert from "node:assert/strict";
import fc from "fast-check";
import { readNamedLocation } from "../../../src/tenant/graph/named-location";
import { readPolicy } from "../../../src/tenant/graph/policy";
import { readTenant } from "../../../src/tenant/graph/tenant";
import { labelledCase } from "../../cases/labelled-cases";
import { always } from "../../times";
import { pathsIn, withAt } from "../paths";
import { aPolicy } from "./a-policy";

const GRANT = { operator: "AND", builtInControls: ["mfa"], termsOfUse: ["t"], authenticationStrength: { id: "s" } };
const FULL = aPolicy(
  { grantControls: GRANT },
  {
    users: {
      includeUsers: ["All", "aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-00000000000b"],
      excludeGroups: ["cccccccc-0000-4000-8000-00000000000a", "cccccccc-0000-4000-8000-00000000000b"],
      excludeRoles: ["62e90394-69f5-4237-9190-012177145e10"],
      excludeGuestsOrExternalUsers: {
        guestOrExternalUserTypes: "internalGuest,serviceProvider",
        externalTenants: { membershipKind: "enumerated", members: ["99999999-0000-4000-8000-00000000000a"] },
      },
    },
    applications: { includeApplications: ["All"], excludeApplications: ["797f4846-ba00-4fd7-ba43-dac1f8f63013"] },
    platforms: { includePlatforms: ["all"], excludePlatforms: ["linux", "iOS"] },
    locations: { includeLocations: ["All"], excludeLocations: ["dddddddd-0000-4000-8000-00000000000a"] },
    devices: { deviceFilter: { mode: "exclude", rule: 'device.model -eq "x"' } },
    signInRiskLevels: ["high", "low"],
    userRiskLevels: ["none"],
    insiderRiskLevels: "minor",
    authenticationFlows: { transferMethods: "deviceCodeFlow" },
  },
);

const { tenant: TENANT } = labelledCase("union-locations");

const damaged = (original: unknown) =>
  fc
    .tuple(
      fc.constantFrom(...pathsIn(original)),
      fc.oneof(fc.jsonValue(), fc.constant(undefined), fc.constant(Symbol("x"))),
    )
    .map(([path, replacement]) => withAt(original, path, replacement));

describe("reading Graph", () => {
  it("never throws, whatever the JSON", () =>
    always(100, [fc.jsonValue({ maxDepth: 6 })], (json) => {
      readTenant(json);
      const groups = [{ id: "g", members: [json] }];
      readTenant({ policies: [json], users: [json], groups, roleAssignments: [json] });
      readPolicy(json, { name: "p" });
      readNamedLocation({ id: json, ipRanges: json });
    }));

  it("keeps every policy of a list, however odd", () =>
    always(100, [fc.array(damaged(FULL), { minLength: 1 })], (policies) => {
      const read = readTenant({ policies }, "take");
      assert.ok(read.ok);
      assert.equal(read.tenant.policies.length, policies.length);
    }));

  it("takes a damaged tenant or says where it is damaged", () =>
    always(500, [damaged(TENANT)], (tenant) => {
      const read = readTenant(tenant);
      assert.ok(read.ok || read.errors.length > 0);
    }));
});
