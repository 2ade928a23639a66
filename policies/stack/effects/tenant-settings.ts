import { asObject, isAbsent } from "../../../src/law/json/json-object";
import { isUnresolved, type Resource } from "../objects/resource";
import { type GraphRequest, requestsOf } from "../requests/requests";

/** A setting of the whole tenant that a request may weaken. */
interface Setting {
  readonly isWeakenedBy: (request: GraphRequest & { readonly address: string }) => boolean;
  /** What that means for everybody's sign-ins. */
  readonly consequence: string;
  /** The stack that owns the guarantee may decide this: it is a choice whose MFA to trust. */
  readonly isOwnersChoice?: true;
}

const SETTINGS: readonly Setting[] = [
  {
    isWeakenedBy: ({ address, body }) =>
      /identitySecurityDefaultsEnforcementPolicy/i.test(address) &&
      valuesIn(body, /^isEnabled$/i, WITHIN).some(mayBeOn),
    consequence:
      "security defaults and Conditional Access exclude each other: with security defaults on, no policy is in force",
  },
  {
    isWeakenedBy: ({ address, method, body }) => {
      const within = /crossTenantAccessPolicy/i.test(address) ? WITHIN : undefined;
      return valuesIn(body, /^isMfaAccepted$/i, within).some(mayBeOn) || inheritsTrust(address, method, body);
    },
    consequence: "the MFA of other tenants is trusted from now on, and this tenant can't see what it requires",
  },
  {
    isWeakenedBy: mayTrustFederatedMfa,
    consequence:
      "the MFA of an identity provider outside the tenant is trusted from now on: anyone who runs it can sign in as anybody of that domain",
  },
  {
    isWeakenedBy: ({ address, body }) =>
      /onPremisesSynchronization/i.test(address) &&
      valuesIn(body, /^block(?:SoftMatch|CloudObject\w+)Enabled$/i, WITHIN).some((on) => on !== true),
    consequence: "synchronisation may take over accounts of the cloud: anyone who runs it can sign in as anybody",
    isOwnersChoice: true,
  },
  {
    isWeakenedBy: ({ address }) => /federatedTokenValidationPolicy/i.test(address),
    consequence:
      "tokens of another identity provider may be accepted for more domains from now on: anyone who runs it can sign in as anybody of them",
    isOwnersChoice: true,
  },
  {
    isWeakenedBy: ({ address, body }) =>
      /authenticationMethodsPolicy|authenticationMethodConfigurations/i.test(address) &&
      (isMethodById(address) || valuesIn(body, /^@odata\.type$/i, WITHIN).some(mayBeExternal)) &&
      valuesIn(body, /^(?:state|openIdConnectSetting|appId)$/i, WITHIN).some(
        (state) => String(state).toLowerCase() !== "disabled",
      ),
    consequence:
      "an authentication method outside the tenant counts as MFA from now on: anyone who runs it decides who has passed MFA",
    isOwnersChoice: true,
  },
  {
    isWeakenedBy: ({ address, method }) =>
      method !== "DELETE" && /certificateBasedAuthConfigurations?(?:\W|$)|publicKeyInfrastructure/i.test(address),
    consequence:
      "certificates of another authority are accepted from now on: if they count as MFA, anyone who issues them can sign in as anybody",
    isOwnersChoice: true,
  },
  {
    isWeakenedBy: ({ address, body }) =>
      /authenticationMethod(?:sPolicy|Configurations)/i.test(address) &&
      valuesIn(body, /^(?:x509\w+)?mode$/i, WITHIN).some((mode) => !/SingleFactor$/i.test(String(mode))),
    consequence: "a certificate counts as MFA from now on, however people get one",
    isOwnersChoice: true,
  },
];

/** Objects of a body in which a setting may be. An unreadable one may set it. */
const WITHIN = /^(?:value|features|inboundTrust|default|partners|templates|\w+Configurations?|rules)$/i;

/** What a generic resource means for every sign-in to the tenant; `undefined` if it weakens no setting of the tenant. */
export function weakensTenant(resource: Resource, baseline: "in-stack" | "elsewhere"): string | undefined {
  const requests = requestsOf(resource).filter(({ method }) => method !== "GET");
  return SETTINGS.filter(({ isOwnersChoice }) => isOwnersChoice !== true || baseline === "elsewhere").find(
    ({ isWeakenedBy }) => requests.some(({ address = "", ...request }) => isWeakenedBy({ ...request, address })),
  )?.consequence;
}

/** The values of a property, however deep it is in a body. @param within an unreadable value here may hold the property */
function valuesIn(body: unknown, name: RegExp, within?: RegExp): readonly unknown[] {
  if (typeof body !== "object" || body === null) return isAbsent(body) || within === undefined ? [] : [body];
  return Object.entries(body).flatMap(([key, inner]) => {
    if (name.test(key)) return [inner];
    return typeof inner === "object" || within?.test(key) === true ? valuesIn(inner, name, within) : [];
  });
}

/** Whether a partner falls back to the trust that all tenants have by default. */
const inheritsTrust = (address: string, method: GraphRequest["method"], body: unknown): boolean =>
  /crossTenantAccessPolicy\/partners\/[^/]+$/i.test(address) &&
  (method === "DELETE" ||
    Object.entries(asObject(body) ?? {}).some(([key, value]) => /^inboundTrust$/i.test(key) && value === null));

/** The tenant's own methods are configured under their names. Methods outside it are configured under ids. */
const isMethodById = (address: string): boolean => /authenticationMethodConfigurations\/[0-9a-f-]{36}$/i.test(address);

const mayBeExternal = (type: unknown): boolean => isUnresolved(type) || /external/i.test(String(type));

/** Whether something may be on afterwards. Without a value it stays as it is. */
const mayBeOn = (value: unknown): boolean => !isAbsent(value) && value !== false;

/** The properties that say who signs for a federation. The MFA of an existing federation may be trusted already. */
const SIGNERS = /^(?:nextSigningCertificate|signingCertificate|issuerUri|metadataExchangeUri)$/i;

/**
 * Whether a federation may claim that MFA was done. A new one does by default. An existing one stays as it is, unless the request
 * sets the behaviour or lets somebody else sign for it.
 * @see Microsoft Graph, internalDomainFederation: `federatedIdpMfaBehavior`
 */
function mayTrustFederatedMfa({ address, method, body }: Parameters<Setting["isWeakenedBy"]>[0]): boolean {
  if (method === "DELETE") return false;
  const behaviours = valuesIn(body, /^federatedIdpMfaBehavior$/i, /^federationConfiguration$/i);
  if (behaviours.length > 0 && asObject(body) !== undefined)
    return behaviours.some((one) => String(one).toLowerCase() !== "rejectmfabyfederatedidp");
  if (!/^domains\W[^/]+\/federationConfiguration/i.test(address)) return false;
  return method !== "PATCH" || asObject(body) === undefined || valuesIn(body, SIGNERS).length > 0;
}
