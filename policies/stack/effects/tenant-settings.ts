import { isAbsent } from "../../../src/law/json/json-object";
import { isUnresolved, type Resource, UNRESOLVED } from "../objects/resource";
import { type GraphRequest, requestsOf } from "../requests/requests";

/** A setting of the whole tenant that a request may weaken. */
interface Setting {
  /** Addresses at which the request sets it. */
  readonly at: RegExp;
  /** The properties of the body that set it. Without this, every request does. An unreadable body may set it. */
  readonly by?: RegExp;
  /** Values that don't weaken it. */
  readonly harmless?: RegExp;
  /** A body without the properties weakens it too. */
  readonly insists?: true;
  /** Whether a deletion weakens it. */
  readonly byDeletion?: true;
  /** What that means for everybody's sign-ins. */
  readonly consequence: string;
  /** The stack that owns the guarantee may decide this: it is a choice whose MFA to trust. */
  readonly isOwnersChoice?: true;
}

const TRUSTED = "the MFA of other tenants is trusted from now on, and this tenant can't see what it requires";
const FEDERATED =
  "the MFA of an identity provider outside the tenant is trusted from now on: anyone who runs it can sign in as anybody of that domain";
const OUTSIDE =
  "an authentication method outside the tenant counts as MFA from now on: anyone who runs it decides who has passed MFA";
const MFA_BEHAVIOR = /^federatedIdpMfaBehavior$/i;
const METHODS = /authenticationMethodsPolicy|authenticationMethodConfigurations/i;

const SETTINGS: readonly Setting[] = [
  {
    at: /identitySecurityDefaultsEnforcementPolicy/i,
    by: /^isEnabled$/i,
    harmless: /^(?:false|null)$/,
    consequence:
      "security defaults and Conditional Access exclude each other: with security defaults on, no policy is in force",
  },
  { at: /crossTenantAccessPolicy/i, by: /^isMfaAccepted$/i, harmless: /^(?:false|null)$/, consequence: TRUSTED },
  // A partner without trust of its own falls back to the trust that all tenants have by default.
  {
    at: /crossTenantAccessPolicy\/partners\/[^/]+$/i,
    by: /^inboundTrust$/i,
    harmless: /^\[object/,
    byDeletion: true,
    consequence: TRUSTED,
  },
  { at: /^domains\b/i, by: MFA_BEHAVIOR, harmless: /^rejectMfaByFederatedIdp$/i, consequence: FEDERATED },
  // By default, a federation may claim that MFA was done.
  {
    at: /^domains\W[^/]+\/federationConfiguration/i,
    by: MFA_BEHAVIOR,
    harmless: /^reject/i,
    insists: true,
    consequence: FEDERATED,
  },
  {
    at: /onPremisesSynchronization/i,
    by: /^block(?:SoftMatch|CloudObject\w+)Enabled$/i,
    harmless: /^true$/,
    consequence: "synchronisation may take over accounts of the cloud: anyone who runs it can sign in as anybody",
    isOwnersChoice: true,
  },
  {
    at: /federatedTokenValidationPolicy/i,
    consequence:
      "tokens of another identity provider may be accepted for more domains from now on: anyone who runs it can sign in as anybody of them",
    isOwnersChoice: true,
  },
  // The tenant's own methods are configured under their names. Methods outside it are configured under ids.
  {
    at: /authenticationMethodConfigurations\/[0-9a-f-]{36}$/i,
    by: /^state$/i,
    harmless: /^disabled$/i,
    insists: true,
    consequence: OUTSIDE,
    isOwnersChoice: true,
  },
  { at: METHODS, by: /^@odata\.type$/i, harmless: /^(?!.*external)/i, consequence: OUTSIDE, isOwnersChoice: true },
  {
    at: METHODS,
    by: /^(?:x509\w+)?mode$/i,
    harmless: /SingleFactor$/i,
    consequence: "a certificate counts as MFA from now on, however people get one",
    isOwnersChoice: true,
  },
  {
    at: /certificateBasedAuthConfigurations?(?:\W|$)|publicKeyInfrastructure/i,
    consequence:
      "certificates of another authority are accepted from now on: if they count as MFA, anyone who issues them can sign in as anybody",
    isOwnersChoice: true,
  },
];

/** What a generic resource means for every sign-in to the tenant; `undefined` if it weakens no setting of the tenant. */
export function weakensTenant(resource: Resource, baseline: "in-stack" | "elsewhere"): string | undefined {
  const requests = requestsOf(resource).filter(({ method }) => method !== "GET");
  if (baseline === "in-stack" && requests.some(({ isUnderstood }) => !isUnderstood))
    return "the pack doesn't understand this request, which may change any setting of the tenant";
  return SETTINGS.filter(({ isOwnersChoice }) => isOwnersChoice !== true || baseline === "elsewhere").find((setting) =>
    requests.some((request) => isWeakened(setting, request)),
  )?.consequence;
}

function isWeakened(setting: Setting, { address = "", method, body }: GraphRequest): boolean {
  const { at, by, harmless = /^$/, insists, byDeletion } = setting;
  if (!at.test(address) || method === "DELETE") return at.test(address) && byDeletion === true;
  if (by === undefined) return true;
  const values = valuesIn(body, by);
  return values.length === 0
    ? insists === true
    : values.some((value) => isUnresolved(value) || !harmless.test(String(value)));
}

/** Objects of a body in which a setting may be. An unreadable one may set it. */
const WITHIN = /^(?:value|features|inboundTrust|default|partners|templates|\w+Configurations?|rules)$/i;

/** The values of a property, however deep it is in a body. */
function valuesIn(body: unknown, name: RegExp): readonly unknown[] {
  if (typeof body !== "object" || body === null) return isAbsent(body) ? [] : [UNRESOLVED];
  return Object.entries(body).flatMap(([key, inner]) => {
    if (name.test(key)) return [inner];
    return typeof inner === "object" || WITHIN.test(key) ? valuesIn(inner, name) : [];
  });
}
