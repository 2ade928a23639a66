import assert from "node:assert/strict";
import { weakensTenant } from "../../../../policies/stack/effects/tenant-settings";
import { UNRESOLVED } from "../../../../policies/stack/objects/resource";
import { OTHER_GROUP } from "../../support/ids";
import { made, update } from "../../support/requests";

const TRUST = "policies/crossTenantAccessPolicy";
const FEDERATION = `domains/contoso.example/federationConfiguration/${OTHER_GROUP}`;
const METHODS = "policies/authenticationMethodsPolicy";
const CONFIGURATIONS = `${METHODS}/authenticationMethodConfigurations`;
const EXTERNAL = { "@odata.type": "#microsoft.graph.externalAuthenticationMethodConfiguration" };
const CERTIFICATES = { x509CertificateAuthenticationDefaultMode: "x509CertificateMultiFactor" };

const consequence = (url: string, body: unknown, baseline: "in-stack" | "elsewhere" = "elsewhere", request = update) =>
  weakensTenant(request(url, body), baseline);

describe("settings of the whole tenant", () => {
  const weakening: readonly (readonly [string, url: string, body: unknown, says: RegExp])[] = [
    ["trust at its own address", `${TRUST}/default/inboundTrust`, { isMfaAccepted: true }, /MFA of other/],
    [
      "trust within the policy of all tenants",
      TRUST,
      { default: { inboundTrust: { isMfaAccepted: true } } },
      /MFA of other/,
    ],
    [
      "trust for one of several partners",
      TRUST,
      { partners: [{}, { inboundTrust: { isMfaAccepted: true } }] },
      /MFA of other/,
    ],
    ["trust that isn't known yet", `${TRUST}/default`, { inboundTrust: UNRESOLVED }, /MFA of other/],
    ["partners that aren't known yet", TRUST, { partners: UNRESOLVED }, /MFA of other/],
    [
      "a federation within its domain",
      "domains/contoso.example",
      { federationConfiguration: [{ federatedIdpMfaBehavior: "enforceMfaByFederatedIdp" }] },
      /identity provider outside/,
    ],
    ["another signer for a federation", FEDERATION, { signingCertificate: "MII" }, /identity provider/],
    ["another issuer for a federation", FEDERATION, { issuerUri: "https://x.example" }, /identity provider/],
    [
      "security defaults that aren't known yet",
      "policies/identitySecurityDefaultsEnforcementPolicy",
      UNRESOLVED,
      /exclude each other/,
    ],
  ];
  for (const [what, url, body, says] of weakening)
    it(`are weakened by ${what}, wherever the guarantee is`, () => {
      assert.match(consequence(url, body) ?? "", says);
      assert.match(consequence(url, body, "in-stack") ?? "", says);
    });

  it("are weakened where a partner gets the trust that all tenants have", () =>
    assert.match(consequence(`${TRUST}/partners/x`, { inboundTrust: null }) ?? "", /MFA of other/));

  const elsewhere: readonly (readonly [string, url: string, body: unknown, says: RegExp])[] = [
    [
      "an external authentication method",
      CONFIGURATIONS,
      { ...EXTERNAL, state: "enabled" },
      /method outside the tenant/,
    ],
    ["a method that isn't known yet", CONFIGURATIONS, UNRESOLVED, /method outside the tenant/],
    [
      "an external method within the policy of all methods",
      METHODS,
      { authenticationMethodConfigurations: [{ ...EXTERNAL, state: "enabled" }] },
      /method outside the tenant/,
    ],
    [
      "an external method that is there, by its id",
      `${CONFIGURATIONS}/${OTHER_GROUP}`,
      { State: "Enabled" },
      /method outside the tenant/,
    ],
    [
      "another client of an external method",
      `${CONFIGURATIONS}/${OTHER_GROUP}`,
      { appId: OTHER_GROUP },
      /method outside the tenant/,
    ],
    [
      "tokens of another provider for more domains",
      "policies/federatedTokenValidationPolicy",
      { validatingDomains: { rootDomains: "none" } },
      /another identity provider/,
    ],
    [
      "certificates in other letters",
      `${CONFIGURATIONS}/X509Certificate`.toUpperCase(),
      { mode: "X509certificateMULTIfactor" },
      /certificate counts as MFA/,
    ],
    [
      "certificates that count as MFA",
      `${CONFIGURATIONS}/x509Certificate`,
      { authenticationModeConfiguration: CERTIFICATES },
      /certificate counts as MFA/,
    ],
    [
      "another authority for certificates",
      `organization/${OTHER_GROUP}/certificateBasedAuthConfiguration`,
      {},
      /another authority/,
    ],
    [
      "another trust store for certificates",
      "directory/publicKeyInfrastructure/certificateBasedAuthConfigurations",
      {},
      /another authority/,
    ],
  ];
  for (const [what, url, body, says] of elsewhere)
    it(`are weakened by ${what}, but for the stack that owns the guarantee`, () => {
      assert.match(consequence(url, body, "elsewhere", made) ?? "", says);
      assert.equal(consequence(url, body, "in-stack", made), undefined);
    });

  const harmless: readonly (readonly [string, url: string, body: unknown])[] = [
    ["trust that is taken back", `${TRUST}/default`, { inboundTrust: { isMfaAccepted: false } }],
    ["trust in devices", `${TRUST}/default`, { inboundTrust: { isCompliantDeviceAccepted: true } }],
    ["trust that is unset", `${TRUST}/default`, { inboundTrust: null }],
    ["a partner that may be invited", `${TRUST}/partners`, { b2bCollaborationInbound: UNRESOLVED }],
    ["a body of something else that isn't known yet", "applications", UNRESOLVED],
    ["a federation's display name", FEDERATION, { displayName: "x" }],
    [
      "another signer whose MFA isn't accepted",
      FEDERATION,
      { signingCertificate: "MII", federatedIdpMfaBehavior: "rejectMfaByFederatedIdp" },
    ],
    ["an external method that is switched off, by its id", `${CONFIGURATIONS}/${OTHER_GROUP}`, { state: "Disabled" }],
    ["an external method that is off", CONFIGURATIONS, { ...EXTERNAL, state: "disabled" }],
    ["a method of the tenant's own", `${CONFIGURATIONS}/fido2`, { state: "enabled" }],
  ];
  for (const [what, url, body] of harmless)
    it(`aren't weakened by ${what}`, () => assert.equal(consequence(url, body), undefined));
});
