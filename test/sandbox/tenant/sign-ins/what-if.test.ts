import assert from "node:assert/strict";
import { openDirectory } from "../../../../sandbox/tenant";
import { startedTenant } from "../started-tenant";

const EVALUATE = "/v1.0/identity/conditionalAccess/evaluate";
const SHAREPOINT = "00000003-0000-0ff1-ce00-000000000000";
const API = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
const PERSON = "aaaaaaaa-0000-4000-8000-000000000004";

const user = { "@odata.type": "#microsoft.graph.userSignIn", userId: PERSON };
const application = (id: string) => ({
  "@odata.type": "#microsoft.graph.applicationContext",
  includeApplications: [id],
});

/** The questions of Graph's page of the method (2025-07), about people of this tenant. */
const EXAMPLES = {
  resource: {
    signInIdentity: user,
    signInContext: application(SHAREPOINT),
    signInConditions: {
      devicePlatform: "android",
      clientAppType: "browser",
      signInRiskLevel: "high",
      userRiskLevel: "high",
      country: "US",
      ipAddress: "40.77.182.32",
      insiderRiskLevel: "elevated",
      authenticationFlow: { transferMethod: "deviceCodeFlow" },
      deviceInfo: { isCompliant: true },
    },
    appliedPoliciesOnly: true,
  },
  authenticationContext: {
    signInIdentity: user,
    signInContext: { "@odata.type": "#microsoft.graph.authContext", authenticationContextValue: "c37" },
    signInConditions: {
      devicePlatform: "windows",
      clientAppType: "mobileAppsAndDesktopClients",
      signInRiskLevel: "medium",
      userRiskLevel: "none",
      insiderRiskLevel: "moderate",
      authenticationFlow: { transferMethod: "authenticationTransfer" },
      deviceInfo: { profileType: "Standard" },
    },
    appliedPoliciesOnly: true,
  },
  userAction: {
    signInIdentity: user,
    signInContext: { "@odata.type": "#microsoft.graph.userActionContext", userAction: "registerSecurityInformation" },
    signInConditions: {
      devicePlatform: "macOS",
      clientAppType: "browser",
      signInRiskLevel: "low",
      userRiskLevel: "high",
      country: "CA",
      insiderRiskLevel: "minor",
      authenticationFlow: { transferMethod: "deviceCodeFlow" },
      deviceInfo: { trustType: "EntraID" },
    },
    appliedPoliciesOnly: true,
  },
  servicePrincipal: {
    signInIdentity: { "@odata.type": "#microsoft.graph.servicePrincipalSignIn", servicePrincipalId: PERSON },
    signInContext: application(SHAREPOINT),
    signInConditions: { servicePrincipalRiskLevel: "high", country: "CA" },
    appliedPoliciesOnly: true,
  },
};

const reportOnly = (displayName: string, conditions: object) => ({
  displayName,
  state: "enabledForReportingButNotEnforced",
  conditions: { users: { includeUsers: ["All"] }, clientAppTypes: ["all"], ...conditions },
  grantControls: { operator: "AND", builtInControls: ["mfa", "passwordChange"] },
});

describe("the local tenant's answer to What If", () => {
  const started = startedTenant();
  const ask = (body: object) => started.call("POST", EVALUATE, body);
  const names = async (body: object): Promise<readonly string[]> =>
    (await ask(body)).body.value.map(({ displayName }: { displayName: string }) => displayName);
  const put = (number: number, policy: object) =>
    openDirectory(started.tenant).put("policies", `0f0f0f0f-0000-4000-8000-00000000000${number}`, { ...policy });

  beforeEach(async () => {
    await put(
      1,
      reportOnly("User risk, all applications", {
        applications: { includeApplications: ["All"] },
        userRiskLevels: ["high"],
      }),
    );
    await put(
      2,
      reportOnly("Contexts", { applications: { includeAuthenticationContextClassReferences: ["c1", "c37"] } }),
    );
    await put(
      3,
      reportOnly("Registering", { applications: { includeUserActions: ["urn:user:registersecurityinfo"] } }),
    );
  });

  it("has the shape of Graph's: the whole policies that apply, report-only ones too, and whose answer it is", async () => {
    const { status, body } = await ask(EXAMPLES.resource);
    assert.equal(status, 200);
    assert.match(body["@microsoft.graph.tips"], /stands in for Microsoft's/);
    const policy = body.value.find(({ displayName }: { displayName: string }) => displayName.startsWith("User risk"));
    assert.deepEqual(
      [policy.policyApplies, policy.analysisReasons, policy.state],
      [true, "notSet", "enabledForReportingButNotEnforced"],
    );
    assert.deepEqual(policy.grantControls.builtInControls, ["mfa", "passwordChange"]);
  });

  it("is about a resource, an authentication context, or a user action, which a policy on all applications guards too", async () => {
    assert.ok((await names(EXAMPLES.resource)).includes("User risk, all applications"));
    assert.deepEqual(await names(EXAMPLES.authenticationContext), ["Contexts"]);
    const registering = await names(EXAMPLES.userAction);
    assert.ok(registering.includes("User risk, all applications") && registering.includes("Registering"));
  });

  it("says of each policy why it doesn't apply where all are asked for", async () => {
    const body = {
      signInIdentity: user,
      signInContext: application(API),
      signInConditions: { clientAppType: "browser", devicePlatform: "linux", userRiskLevel: "none" },
      appliedPoliciesOnly: false,
    };
    const answer = (await ask(body)).body.value as { displayName: string; analysisReasons: string }[];
    const reasons = new Map(answer.map(({ displayName, analysisReasons }) => [displayName, analysisReasons]));
    assert.equal(reasons.get("User risk, all applications"), "userRisk");
    assert.equal(reasons.get("Contexts"), "application");
    assert.equal(reasons.get("Block legacy authentication"), "clientApps");
  });

  it("takes what is left out for any platform and any client", async () => {
    const body = {
      signInIdentity: user,
      signInContext: application(API),
      signInConditions: {},
      appliedPoliciesOnly: true,
    };
    assert.ok((await names(body)).includes("Block legacy authentication"));
  });

  it("refuses what it can't be asked", async () => {
    assert.equal((await ask({ signInIdentity: user })).status, 400);
    assert.equal((await ask(EXAMPLES.servicePrincipal)).status, 400);
  });
});
