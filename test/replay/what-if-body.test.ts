import assert from "node:assert/strict";
import { homeTenantId, userId } from "../../src/law/model/ids";
import type { SignIn } from "../../src/law/model/sign-in";
import { whatIfBody } from "../../src/replay/what-if";
import { countries } from "../cli/a-tenant";
import { aSignIn, country, from } from "../verifier/builders/a-sign-in";
import { read } from "../verifier/generated/read";

const SIGN_IN = aSignIn({
  principal: {
    kind: "person",
    id: userId("aaaaaaaa-0000-4000-8000-000000000001"),
    identity: { type: "member", home: "unnamed" },
  },
  clientApp: "mobileAppsAndDesktopClients",
  platform: "linux",
  signInRisk: "low",
  network: from("2001:db8::7", { countryByAddress: country("FI") }),
});

function bodyOf(change: Partial<SignIn>, namedLocations: readonly object[] = []) {
  return JSON.parse(JSON.stringify(whatIfBody({ ...SIGN_IN, ...change }, read({ policies: [], namedLocations }))));
}

const HOME = homeTenantId("12345678-0000-4000-8000-000000000001");

describe("whatIfBody", () => {
  it("asks Microsoft's What If about a member's sign-in to Azure management", () => {
    assert.deepEqual(bodyOf({}), {
      signInIdentity: {
        "@odata.type": "#microsoft.graph.userSignIn",
        userId: "aaaaaaaa-0000-4000-8000-000000000001",
        externalTenantId: null,
        externalUserType: "none",
      },
      signInContext: {
        "@odata.type": "#microsoft.graph.applicationContext",
        includeApplications: ["797f4846-ba00-4fd7-ba43-dac1f8f63013"],
      },
      signInConditions: {
        devicePlatform: "linux",
        clientAppType: "mobileAppsAndDesktopClients",
        signInRiskLevel: "low",
        userRiskLevel: "none",
        servicePrincipalRiskLevel: "none",
        insiderRiskLevel: "none",
        country: "FI",
        ipAddress: "2001:db8::7",
        authenticationFlow: { transferMethod: "none" },
        deviceInfo: {},
      },
      appliedPoliciesOnly: false,
    });
  });

  it("names the flow, the insider risk and the device if there are any", () => {
    const attributes = new Map<
      "isCompliant" | "deviceOwnership" | "systemLabels",
      boolean | string | ReadonlySet<string>
    >()
      .set("isCompliant", true)
      .set("deviceOwnership", "Company")
      .set("systemLabels", new Set(["M365Managed"]));
    const device = { kind: "registered", attributes } as const;
    const { signInConditions } = bodyOf({ authenticationFlow: "deviceCodeFlow", insiderRisk: "minor", device });
    const { authenticationFlow, insiderRiskLevel, deviceInfo } = signInConditions;
    assert.deepEqual([authenticationFlow, insiderRiskLevel], [{ transferMethod: "deviceCodeFlow" }, "minor"]);
    assert.deepEqual(deviceInfo, { isCompliant: true, ownership: "Company", systemLabels: ["M365Managed"] });
  });

  it("sends any value, or leaves it out, if the request has no word for it", () => {
    const network = { ...SIGN_IN.network, countryByAddress: { kind: "unmapped" } } as const;
    const { signInConditions } = bodyOf({ platform: "unknown", network });
    assert.deepEqual([signInConditions.devicePlatform, "country" in signInConditions], ["all", false]);
  });

  it("picks a country that no location names, if it knows one", () => {
    const unnamed = { network: { ...SIGN_IN.network, countryByAddress: { kind: "unnamed" } as const } };
    const { country } = bodyOf(unnamed).signInConditions;
    assert.match(country, /^[A-Z]{2}$/);
    assert.equal(bodyOf(unnamed, [countries(country, [country])]).signInConditions.country, undefined);
  });

  it("says a guest's object id, type and home tenant", () => {
    const principal = { ...SIGN_IN.principal, identity: { type: "b2bCollaborationGuest", home: HOME } } as const;
    assert.deepEqual(bodyOf({ principal }).signInIdentity, {
      "@odata.type": "#microsoft.graph.userSignIn",
      userId: "aaaaaaaa-0000-4000-8000-000000000001",
      externalTenantId: HOME,
      externalUserType: "b2bCollaborationGuest",
    });
  });
});
