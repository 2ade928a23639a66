import assert from "node:assert/strict";
import { GLOBAL_ADMINISTRATOR, userId } from "../../src/law/model/ids";
import { emergencyAccess } from "../../src/verifier/emergency-access";
import { addresses } from "../cli/a-tenant";
import { aTenant, type Said } from "./builders/a-tenant";

const ACCOUNT = "bbbbbbbb-0000-4000-8000-000000000001";
const GROUP = "cccccccc-0000-4000-8000-000000000001";

const OFFICE = addresses("dddddddd-0000-4000-8000-000000000001", ["203.0.113.0/24"], { isTrusted: true });

const asks = (...builtInControls: readonly string[]): Said => ({ grantControls: { operator: "OR", builtInControls } });
const asksAll = (...builtInControls: readonly string[]): Said => ({
  grantControls: { operator: "AND", builtInControls },
});
const strength = (...allowedCombinations: readonly string[]): Said => ({
  grantControls: { operator: "OR", authenticationStrength: { id: GROUP, policyType: "custom", allowedCombinations } },
});
const blocks = (conditions: object): Said => ({ ...asks("block"), conditions: { ...conditions } });
const APPS = "mobileAppsAndDesktopClients";
const BROWSERS = blocks({ clientAppTypes: ["browser"] });
const users = (said: object): object => ({ users: { includeUsers: ["All"], ...said } });

const accessIn = (policies: readonly Said[], rest: object = {}) =>
  emergencyAccess(aTenant({ policies, ...rest }), userId(ACCOUNT));

describe("a break-glass account", () => {
  const open: readonly (readonly [string, readonly Said[], object?])[] = [
    ["no policy", []],
    ["MFA, which its key is", [asks("mfa")]],
    ["MFA or a compliant device", [asks("mfa", "compliantDevice")]],
    ["a strength that its key satisfies", [strength("password,sms", "fido2")]],
    [
      "a strength of Microsoft's",
      [{ grantControls: { authenticationStrength: { id: "00000000-0000-0000-0000-000000000004" } } }],
    ],
    ["session controls alone", [{ grantControls: null, sessionControls: { signInFrequency: { value: 1 } } }]],
    ["a block that leaves it out", [blocks(users({ excludeUsers: [ACCOUNT] }))]],
    [
      "a block that leaves its group out",
      [blocks(users({ excludeGroups: [GROUP] }))],
      { groups: [{ id: GROUP, members: [{ id: ACCOUNT }] }] },
    ],
    [
      "a block everywhere but at a trusted place",
      [blocks({ locations: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] } })],
      { namedLocations: [OFFICE] },
    ],
  ];
  for (const [what, policies, rest] of open)
    it(`gets in past ${what}`, () => assert.deepEqual(accessIn(policies, rest), { kind: "open" }));

  const unsettled: readonly (readonly [string, readonly Said[], object?])[] = [
    ["a strength that isn't known", [{ grantControls: { authenticationStrength: { id: GROUP } } }]],
    ["a strength with a method that isn't known", [strength("telepathy")]],
    ["a strength with one method of two that isn't known", [strength("windowsHelloForBusiness", "telepathy")]],
    ["a block that leaves out a group that isn't known", [blocks(users({ excludeGroups: [GROUP] }))]],
    ["a block that leaves out the role that it should have", [blocks(users({ excludeRoles: [GLOBAL_ADMINISTRATOR] }))]],
    ["a block of a group that isn't known", [blocks({ users: { includeGroups: [GROUP] } })]],
    ["a control that isn't known", [asks("sobriety")]],
    ["a block under a condition that isn't known", [blocks({ weather: { is: "bad" } })]],
    [
      "a block everywhere but at trusted places, of which none is known",
      [blocks({ locations: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] } })],
    ],
  ];
  for (const [what, policies, rest] of unsettled)
    it(`may get in past ${what}, or not`, () => {
      const access = accessIn(policies, rest);
      assert.equal(access.kind === "unsettled" && access.on.length, policies.length);
    });

  const closed: readonly (readonly [string, readonly Said[], rest?: object | undefined, by?: string])[] = [
    ["a block of everybody", [blocks({})]],
    ["a block of Global Administrators", [blocks({ users: { includeRoles: [GLOBAL_ADMINISTRATOR] } })]],
    [
      "a block of its group",
      [blocks({ users: { includeGroups: [GROUP] } })],
      { groups: [{ id: GROUP, members: [{ id: ACCOUNT }] }] },
    ],
    ...["compliantDevice", "domainJoinedDevice", "approvedApplication", "compliantApplication", "passwordChange"].map(
      (control) => [control, [asks(control)]] as const,
    ),
    ["MFA and a compliant device", [asksAll("mfa", "compliantDevice")]],
    ["one of two things that it hasn't", [asks("compliantDevice", "domainJoinedDevice")]],
    ["terms of use", [{ grantControls: { operator: "OR", termsOfUse: [GROUP] } }]],
    ["a partner's control", [{ grantControls: { operator: "OR", customAuthenticationFactors: ["a"] } }]],
    ["a block of every client that reaches Azure", [blocks({ clientAppTypes: ["browser", APPS] })]],
    ["a strength of certificates alone", [strength("x509CertificateMultiFactor")]],
    ["a strength of a password and something", [strength("password,microsoftAuthenticatorPush", "fido2,password")]],
    [
      "two policies that leave nothing between them",
      [
        ...[asks("mfa"), BROWSERS],
        { ...asks("compliantDevice"), conditions: { clientAppTypes: [APPS, "exchangeActiveSync", "other"] } },
      ],
      ...([undefined, "2 3"] as const),
    ],
    [
      "a block for browsers and one for apps, since protocols of mail don't reach Azure",
      ...([[BROWSERS, blocks({ clientAppTypes: [APPS] }), asks("mfa")], undefined, "1 2"] as const),
    ],
    ["the one of two policies that stops it everywhere alone", [BROWSERS, blocks({})], undefined, "2"],
  ];
  for (const [what, policies, rest, by = "1"] of closed)
    it(`is stopped by ${what}`, () => {
      const access = accessIn(policies, rest);
      assert.equal(access.kind === "closed" && access.by.map(({ id }) => id.slice(-1)).join(" "), by);
    });

  it("is stopped by a policy that asks for MFA where it has a password alone", () => {
    const tenant = aTenant({ policies: [asks("mfa")] });
    assert.equal(emergencyAccess(tenant, userId(ACCOUNT), "password").kind, "closed");
    assert.equal(emergencyAccess(tenant, userId(ACCOUNT)).kind, "open");
  });

  it("holds the roles that the tenant says, where it says", () => {
    const blocked = [blocks({ users: { includeRoles: [GLOBAL_ADMINISTRATOR] } })];
    const holding = [{ principalId: ACCOUNT, roleDefinitionId: GLOBAL_ADMINISTRATOR, directoryScopeId: "/" }];
    assert.equal(accessIn(blocked, { roleAssignments: [] }).kind, "open");
    assert.equal(accessIn(blocked, { roleAssignments: holding }).kind, "closed");
  });

  it("doesn't hold a role that it would have to make active first", () => {
    const blocked = [blocks({ users: { includeUsers: ["All"], excludeRoles: [GLOBAL_ADMINISTRATOR] } })];
    const role = { principalId: ACCOUNT, roleDefinitionId: GLOBAL_ADMINISTRATOR, directoryScopeId: "/" };
    assert.equal(accessIn(blocked, { roleAssignments: [role] }).kind, "open");
    assert.equal(accessIn(blocked, { roleAssignments: [], roleEligibilitySchedules: [role] }).kind, "closed");
    assert.equal(accessIn(blocked, { roleAssignments: [{ ...role, assignmentType: "Eligible" }] }).kind, "closed");
  });
});
