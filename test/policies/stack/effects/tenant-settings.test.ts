import assert from "node:assert/strict";
import { weakensTenant } from "../../../../policies/stack/effects/tenant-settings";
import { type Properties, UNRESOLVED } from "../../../../policies/stack/objects/resource";
import { OTHER_GROUP } from "../../support/ids";
import { aResource } from "../../support/stacks";

const TRUST = "policies/crossTenantAccessPolicy";
const FEDERATION = `domains/contoso.example/federationConfiguration/${OTHER_GROUP}`;
const METHODS = "policies/authenticationMethodsPolicy";
const CONFIGURATIONS = `${METHODS}/authenticationMethodConfigurations`;
const EXTERNAL = { "@odata.type": "#microsoft.graph.externalAuthenticationMethodConfiguration" };
const CERTIFICATES = { x509CertificateAuthenticationDefaultMode: "x509CertificateMultiFactor" };

const consequence = (properties: Properties, baseline: "in-stack" | "elsewhere" = "elsewhere", type = "update") =>
  weakensTenant(
    type === "update"
      ? aResource("msgraph:index/updateResource:UpdateResource", properties)
      : aResource("msgraph:index/resource:Resource", properties),
    baseline,
  );

describe("settings of the whole tenant", () => {
  const weakening: readonly (readonly [string, Properties, says: RegExp])[] = [
    [
      "trust at its own address",
      { url: `${TRUST}/default/inboundTrust`, body: { isMfaAccepted: true } },
      /MFA of other/,
    ],
    [
      "trust within the policy of all tenants",
      { url: TRUST, body: { default: { inboundTrust: { isMfaAccepted: true } } } },
      /MFA of other/,
    ],
    [
      "trust for one of several partners",
      { url: TRUST, body: { partners: [{}, { inboundTrust: { isMfaAccepted: true } }] } },
      /MFA of other/,
    ],
    ["trust that isn't known yet", { url: `${TRUST}/default`, body: { inboundTrust: UNRESOLVED } }, /MFA of other/],
    ["partners that aren't known yet", { url: TRUST, body: { partners: UNRESOLVED } }, /MFA of other/],
    [
      "a federation within its domain",
      {
        url: "domains/contoso.example",
        body: { federationConfiguration: [{ federatedIdpMfaBehavior: "enforceMfaByFederatedIdp" }] },
      },
      /identity provider outside/,
    ],
    ["another signer for a federation", { url: FEDERATION, body: { signingCertificate: "MII" } }, /identity provider/],
    [
      "another issuer for a federation",
      { url: FEDERATION, body: { issuerUri: "https://x.example" } },
      /identity provider/,
    ],
    [
      "security defaults that aren't known yet",
      { url: "policies/identitySecurityDefaultsEnforcementPolicy", body: UNRESOLVED },
      /exclude each other/,
    ],
  ];
  for (const [what, properties, says] of weakening)
    it(`are weakened by ${what}, wherever the guarantee is`, () => {
      assert.match(consequence(properties) ?? "", says);
      assert.match(consequence(properties, "in-stack") ?? "", says);
    });

  it("are weakened where a partner gets the trust that all tenants have", () =>
    assert.match(consequence({ url: `${TRUST}/partners/x`, body: { inboundTrust: null } }) ?? "", /MFA of other/));

  const elsewhere: readonly (readonly [string, Properties, says: RegExp])[] = [
    [
      "an external authentication method",
      { url: CONFIGURATIONS, body: { ...EXTERNAL, state: "enabled" } },
      /method outside the tenant/,
    ],
    ["a method that isn't known yet", { url: CONFIGURATIONS, body: UNRESOLVED }, /method outside the tenant/],
    [
      "an external method within the policy of all methods",
      { url: METHODS, body: { authenticationMethodConfigurations: [{ ...EXTERNAL, state: "enabled" }] } },
      /method outside the tenant/,
    ],
    [
      "an external method that is there, by its id",
      { url: `${CONFIGURATIONS}/${OTHER_GROUP}`, body: { State: "Enabled" } },
      /method outside the tenant/,
    ],
    [
      "another client of an external method",
      { url: `${CONFIGURATIONS}/${OTHER_GROUP}`, body: { appId: OTHER_GROUP } },
      /method outside the tenant/,
    ],
    [
      "tokens of another provider for more domains",
      { url: "policies/federatedTokenValidationPolicy", body: { validatingDomains: { rootDomains: "none" } } },
      /another identity provider/,
    ],
    [
      "certificates in other letters",
      { url: `${CONFIGURATIONS}/X509Certificate`.toUpperCase(), body: { mode: "X509certificateMULTIfactor" } },
      /certificate counts as MFA/,
    ],
    [
      "certificates that count as MFA",
      { url: `${CONFIGURATIONS}/x509Certificate`, body: { authenticationModeConfiguration: CERTIFICATES } },
      /certificate counts as MFA/,
    ],
    [
      "another authority for certificates",
      { url: `organization/${OTHER_GROUP}/certificateBasedAuthConfiguration`, body: {} },
      /another authority/,
    ],
    [
      "another trust store for certificates",
      { url: "directory/publicKeyInfrastructure/certificateBasedAuthConfigurations", body: {} },
      /another authority/,
    ],
  ];
  for (const [what, properties, says] of elsewhere)
    it(`are weakened by ${what}, but for the stack that owns the guarantee`, () => {
      assert.match(consequence(properties, "elsewhere", "new") ?? "", says);
      assert.equal(consequence(properties, "in-stack", "new"), undefined);
    });

  const harmless: readonly (readonly [string, Properties])[] = [
    ["trust that is taken back", { url: `${TRUST}/default`, body: { inboundTrust: { isMfaAccepted: false } } }],
    ["trust in devices", { url: `${TRUST}/default`, body: { inboundTrust: { isCompliantDeviceAccepted: true } } }],
    ["trust that is unset", { url: `${TRUST}/default`, body: { inboundTrust: null } }],
    ["a partner that may be invited", { url: `${TRUST}/partners`, body: { b2bCollaborationInbound: UNRESOLVED } }],
    ["a body of something else that isn't known yet", { url: "applications", body: UNRESOLVED }],
    ["a federation's display name", { url: FEDERATION, body: { displayName: "x" } }],
    [
      "another signer whose MFA isn't accepted",
      {
        url: FEDERATION,
        body: { signingCertificate: "MII", federatedIdpMfaBehavior: "rejectMfaByFederatedIdp" },
      },
    ],
    [
      "an external method that is switched off, by its id",
      { url: `${CONFIGURATIONS}/${OTHER_GROUP}`, body: { state: "Disabled" } },
    ],
    ["an external method that is off", { url: CONFIGURATIONS, body: { ...EXTERNAL, state: "disabled" } }],
    ["a method of the tenant's own", { url: `${CONFIGURATIONS}/fido2`, body: { state: "enabled" } }],
  ];
  for (const [what, properties] of harmless)
    it(`aren't weakened by ${what}`, () => assert.equal(consequence(properties), undefined));
});
