import assert from "node:assert/strict";
import { breakGlassAccess } from "../../../policies/rules/break-glass-access";
import { type Resource, UNRESOLVED } from "../../../policies/stack/objects/resource";
import { assertFound } from "../support/assert-found";
import { AZURE_MANAGEMENT, BREAK_GLASS, EXCLUDED_GROUP, OTHER_GROUP, SECOND_BREAK_GLASS } from "../support/ids";
import { aPolicy, IN_STACK } from "../support/policies";
import { anEntry } from "../support/register";
import { aResource, aStack, settingsOf } from "../support/stacks";
import { aTenant } from "../support/tenants";

const NOBODY = "no break-glass account can sign in";
const entry = (who: object, kind = "break-glass") => anEntry(who, { kind });
const REGISTER = { exclusions: [entry({ user: BREAK_GLASS }), entry({ user: SECOND_BREAK_GLASS })] };
const REGISTERED = { "approved-exclusions": { register: REGISTER } };
const inStack = settingsOf({ ...IN_STACK, ...REGISTERED });
const elsewhere = settingsOf({ ...REGISTERED, "tenant-stays-closed": { tenant: aTenant() } });

const carrier = aPolicy({ users: { excludedUsers: [BREAK_GLASS, SECOND_BREAK_GLASS] } });
const ourDevices = (users: object = {}, parts: object = {}): Resource =>
  aPolicy(
    {
      users: { ...users },
      applications: { includedApplications: ["All"] },
      grantControls: { operator: "OR", builtInControls: ["compliantDevice"] },
      ...parts,
    },
    { name: "only-our-devices" },
  );
const said = (settings: typeof inStack, ...resources: readonly Resource[]) =>
  breakGlassAccess.onStack?.(aStack(resources), settings) ?? [];
const blockingTenant = (users: object, roleAssignments?: readonly object[]) => ({
  ...aTenant(),
  roleAssignments,
  policies: [
    ...aTenant().policies,
    {
      id: OTHER_GROUP,
      displayName: "Block",
      state: "enabled",
      conditions: { users, applications: { includeApplications: [AZURE_MANAGEMENT] }, clientAppTypes: ["all"] },
      grantControls: { operator: "OR", builtInControls: ["block"] },
    },
  ],
});

describe("break-glass-access", () => {
  it("advises, and rejects nothing unless the owner wants it", () => assert.equal(breakGlassAccess.level, "advisory"));

  it("names a policy of the stack that stops them all", () => {
    const policy = ourDevices();
    const found = said(inStack, carrier, policy);
    assertFound(found, [policy, `${NOBODY} to Azure management: a policy stops every sign-in`]);
    assert.equal(found[0]?.related.map(({ text }) => text).join(), "policy: only-our-devices");
  });

  it("names the one account that it stops", () => {
    const policy = ourDevices({ excludedUsers: [BREAK_GLASS] });
    assertFound(said(inStack, carrier, policy), [policy, `break-glass account ${SECOND_BREAK_GLASS} can't sign in`]);
  });

  it("counts no group as an account", () => {
    const register = { exclusions: [entry({ user: EXCLUDED_GROUP })] };
    const settings = { "approved-exclusions": { register }, "tenant-stays-closed": { tenant: aTenant() } };
    assert.deepEqual(said(settingsOf(settings), ourDevices()), []);
  });

  it("names two policies that stop the accounts only together", () => {
    const [browsers, rest] = [["browser"], ["mobileAppsAndDesktopClients", "exchangeActiveSync", "other"]].map(
      (clientAppTypes, index) =>
        aPolicy(
          { conditions: { clientAppTypes }, grantControls: { operator: "OR", builtInControls: ["block"] } },
          { name: `half-${index}` },
        ),
    );
    assert.ok(browsers && rest);
    assertFound(said(inStack, carrier, browsers, rest), [browsers, "2 policies stop every sign-in"]);
    assertFound(said(inStack, carrier, browsers));
  });

  const blocked = blockingTenant({ includeUsers: ["All"] });
  const owning = settingsOf({ ...IN_STACK, ...REGISTERED, "tenant-stays-closed": { tenant: blocked } });

  it("names a policy that only the snapshot has, in the stack that owns the guarantee", () => {
    for (const resources of [[carrier], []]) assertFound(said(owning, ...resources), [undefined, NOBODY]);
    assertFound(said(settingsOf({ ...REGISTERED, "tenant-stays-closed": { tenant: blocked } }), carrier));
  });

  it("prefers the stack's policy to the snapshot's version of it", () => {
    const mended = ourDevices({ excludedUsers: [BREAK_GLASS, SECOND_BREAK_GLASS] });
    assertFound(said(owning, carrier, { ...mended, properties: { ...mended.properties, objectId: OTHER_GROUP } }));
  });

  it("names a policy of another stack's", () => {
    const policy = ourDevices();
    assertFound(said(elsewhere, policy), [policy, NOBODY]);
  });

  it("counts the members of a group in the register", () => {
    const register = { exclusions: [entry({ group: EXCLUDED_GROUP })] };
    const settings = settingsOf({ "approved-exclusions": { register }, "tenant-stays-closed": { tenant: aTenant() } });
    const policy = ourDevices();
    assertFound(said(settings, policy), [policy, NOBODY]);
    assertFound(said(settings, ourDevices({ excludedGroups: [EXCLUDED_GROUP] })));
    const listed = { exclusions: [entry({ group: OTHER_GROUP, members: [BREAK_GLASS] })] };
    const ofListed = settingsOf({ ...IN_STACK, "approved-exclusions": { register: listed } });
    assertFound(said(ofListed, policy), [policy, NOBODY]);
  });

  for (const [what, resources] of [
    ["the carrier alone", [carrier]],
    ["MFA of everybody, which their key is", [aPolicy()]],
    ["a policy that leaves them out", [carrier, ourDevices({ excludedUsers: [BREAK_GLASS, SECOND_BREAK_GLASS] })]],
    ["one that leaves out what isn't known yet", [carrier, ourDevices({ excludedUsers: [UNRESOLVED] })]],
    ["one that excludes an unknown group", [carrier, ourDevices({ excludedGroups: [OTHER_GROUP] })]],
    ["one that only reports", [carrier, ourDevices({}, { state: "enabledForReportingButNotEnforced" })]],
    ["one about Office 365", [carrier, ourDevices({}, { applications: { includedApplications: ["Office365"] } })]],
    ["a stack without policies", [aResource("Group", { displayName: "a" })]],
  ] as const)
    it(`is silent about ${what}`, () => assertFound(said(inStack, ...resources)));

  it("reports nothing without a register, or without a break-glass account in it", () => {
    const exceptions = { exclusions: [entry({ user: BREAK_GLASS }, "exception")] };
    for (const configuration of [IN_STACK, { ...IN_STACK, "approved-exclusions": { register: exceptions } }])
      assertFound(said(settingsOf(configuration), ourDevices()));
  });

  it("takes a role's holders from the snapshot", () => {
    const block = { includeRoles: ["62e90394-69f5-4237-9190-012177145e10"] };
    const settingsWith = (roles?: readonly object[]) =>
      settingsOf({ ...IN_STACK, ...REGISTERED, "tenant-stays-closed": { tenant: blockingTenant(block, roles) } });
    assertFound(said(settingsWith([]), carrier));
    assertFound(said(settingsWith(), carrier), [undefined, NOBODY]);
  });
});
