import { asObject } from "../../../src/law/json/json-object";
import { isUnresolved, type Resource } from "../objects/resource";
import { type GraphRequest, requestsOf } from "../requests/requests";

/** A setting of the whole tenant, and what becomes of everybody's sign-ins by it. */
interface Setting {
  readonly isWeakenedBy: (request: GraphRequest) => boolean;
  readonly consequence: string;
  /** The stack that owns the guarantee decides for itself whose MFA is as good as the tenant's own. */
  readonly isOwnersChoice?: true;
}

const SETTINGS: readonly Setting[] = [
  {
    isWeakenedBy: ({ address = "", body }) =>
      /identitySecurityDefaultsEnforcementPolicy/i.test(address) &&
      said(body, /^isEnabled$/i, /^value$/i).some(mayBeOn),
    consequence:
      "security defaults and Conditional Access exclude each other: with the former on, no policy is in force",
  },
  {
    isWeakenedBy: ({ address = "", method, body }) =>
      said(
        body,
        /^isMfaAccepted$/i,
        /crossTenantAccessPolicy/i.test(address) ? /^(?:inboundTrust|default|partners)$/i : undefined,
      ).some(mayBeOn) || inheritsTrust(address, method, body),
    consequence: "the MFA of other tenants is trusted from now on, and nobody here knows what that is",
  },
  {
    isWeakenedBy: mayTrustFederatedMfa,
    consequence:
      "the MFA of an identity provider outside the tenant is trusted from now on: whoever runs it signs in as anybody of that domain",
  },
  {
    isWeakenedBy: ({ address = "", method }) => /federatedTokenValidationPolicy/i.test(address) && method !== "GET",
    consequence:
      "tokens of another identity provider may be accepted for more domains from now on: whoever runs it signs in as anybody of them",
    isOwnersChoice: true,
  },
  {
    isWeakenedBy: ({ address = "", body }) =>
      /authenticationMethodsPolicy|authenticationMethodConfigurations/i.test(address) &&
      (isMethodById(address) ||
        said(body, /^@odata\.type$/i, /^value$/i).some(
          (type) => isUnresolved(type) || /external/i.test(String(type)),
        )) &&
      said(body, /^(?:state|openIdConnectSetting|appId)$/i, /^value$/i).some(
        (state) => String(state).toLowerCase() !== "disabled",
      ),
    consequence:
      "an authentication method outside the tenant counts as MFA from now on: whoever runs it decides who has passed",
    isOwnersChoice: true,
  },
  {
    isWeakenedBy: ({ address = "", method }) =>
      method !== "DELETE" && /certificateBasedAuthConfigurations?(?:\W|$)|publicKeyInfrastructure/i.test(address),
    consequence:
      "certificates of another authority are accepted from now on: where they count as MFA, whoever issues them signs in as anybody",
    isOwnersChoice: true,
  },
  {
    isWeakenedBy: ({ address = "", body }) =>
      /authenticationMethod/i.test(address) && /x509CertificateMultiFactor/i.test(JSON.stringify(body ?? null)),
    consequence: "a certificate counts as MFA from now on, whatever it takes to get one",
    isOwnersChoice: true,
  },
];

/** What a generic resource does to every tenant's sign-ins, whatever rests on what; `undefined` where it does nothing. */
export function weakensTenant(resource: Resource, baseline: "in-stack" | "elsewhere"): string | undefined {
  const requests = requestsOf(resource).filter(({ method }) => method !== "GET");
  return SETTINGS.filter(({ isOwnersChoice }) => isOwnersChoice !== true || baseline === "elsewhere").find(
    ({ isWeakenedBy }) => requests.some(isWeakenedBy),
  )?.consequence;
}

/** What a body says under a name, however deep. @param within where this isn't known, it may say anything */
function said(value: unknown, name: RegExp, within?: RegExp): readonly unknown[] {
  if (typeof value !== "object" || value === null) return isSaid(value) && within !== undefined ? [value] : [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (name.test(key)) return [inner];
    return typeof inner === "object" || within?.test(key) === true ? said(inner, name, within) : [];
  });
}

/** A partner of which nothing more is said has the trust that all tenants have by default. */
const inheritsTrust = (address: string, method: GraphRequest["method"], body: unknown): boolean =>
  /crossTenantAccessPolicy\/partners\/[^/]+$/i.test(address) &&
  (method === "DELETE" ||
    Object.entries(asObject(body) ?? {}).some(([key, value]) => /^inboundTrust$/i.test(key) && value === null));

/** The tenant's own methods are configured under their names, those outside it under ids. */
const isMethodById = (address: string): boolean => /authenticationMethodConfigurations\/[0-9a-f-]{36}$/i.test(address);

const isSaid = (value: unknown): boolean => value !== undefined && value !== null;

/** Whether something may be on afterwards. What isn't mentioned stays as it is; what can't be read may be anything. */
const mayBeOn = (value: unknown): boolean => isSaid(value) && value !== false;

const BEHAVIOUR = /^federatedIdpMfaBehavior$/i;

/** Who signs for a federation that exists, whose MFA may be trusted already. */
const SIGNERS = /^(?:nextSigningCertificate|signingCertificate|issuerUri|metadataExchangeUri)$/i;

/**
 * Whether a federation may say that MFA was done. A new one does unless it says otherwise; one that exists stays as it is
 * where nothing is said, unless somebody else signs for it.
 * @see Microsoft Graph, internalDomainFederation: `federatedIdpMfaBehavior`
 */
function mayTrustFederatedMfa({ address = "", method, body }: GraphRequest): boolean {
  if (method === "DELETE") return false;
  const behaviours = said(body, BEHAVIOUR);
  if (behaviours.length > 0 && asObject(body) !== undefined)
    return behaviours.some((one) => String(one).toLowerCase() !== "rejectmfabyfederatedidp");
  if (!/^domains\W[^/]+\/federationConfiguration/i.test(address)) return false;
  return method !== "PATCH" || asObject(body) === undefined || said(body, SIGNERS).length > 0;
}
