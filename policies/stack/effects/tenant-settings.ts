import { asObject, isAbsent } from "../../../src/law/json/json-object";
import { isUnresolved, type Resource, UNRESOLVED } from "../objects/resource";
import { type GraphRequest, requestsOf } from "../requests/requests";

/** What a weakening depends on. */
export interface Weakening {
  /** Properties that decide whether the request weakens the setting. If the body has all of them, other ways judge their values. */
  readonly decidedBy?: readonly string[];
}

/** A way in which a request may weaken a setting of the whole tenant. */
interface Way extends Weakening {
  /** Addresses at which the request sets it. */
  readonly at: RegExp;
  /** The properties of the body that set it. Without this, every request does. An unreadable body may set it. */
  readonly by?: RegExp;
  /** Values that don't weaken it. */
  readonly harmless?: RegExp;
  /** What else weakens it: a body without the properties, or a deletion. */
  readonly also?: "silence" | "deletion";
}

const OFF = /^(?:false|null)$/;
const METHODS = /authenticationMethodsPolicy|authenticationMethodConfigurations/i;
const CLAIMS = { by: /^federatedIdpMfaBehavior$/i, harmless: /^rejectMfaByFederatedIdp$/i } as const;

const WAYS: readonly Way[] = [
  // Security defaults and Conditional Access exclude each other: with security defaults on, no policy is in force.
  { at: /identitySecurityDefaultsEnforcementPolicy/i, by: /^isEnabled$/i, harmless: OFF },
  // The MFA of other tenants is trusted. A partner without trust of its own falls back to the trust that all tenants have by default.
  { at: /crossTenantAccessPolicy/i, by: /^isMfaAccepted$/i, harmless: OFF },
  { at: /crossTenantAccessPolicy\/partners\/[^/]+$/i, by: /^inboundTrust$/i, harmless: /^\[object/, also: "deletion" },
  // The MFA of an identity provider outside the tenant is trusted. By default, a federation may claim that MFA was done.
  { at: /^domains\b/i, ...CLAIMS },
  { at: /^domains\W[^/]+\/federationConfiguration/i, ...CLAIMS, also: "silence" },
];

/** The stack that owns the guarantee may decide these: it is a choice whose MFA to trust. */
const WAYS_OF_OTHERS: readonly Way[] = [
  // Synchronisation may take over accounts of the cloud.
  { at: /onPremisesSynchronization/i, by: /^block(?:SoftMatch|CloudObject\w+)Enabled$/i, harmless: /^true$/ },
  // Tokens of another identity provider may be accepted for more domains.
  { at: /federatedTokenValidationPolicy/i },
  // A method outside the tenant counts as MFA. The tenant's own methods are configured under their names, others under ids.
  {
    at: /authenticationMethodConfigurations\/[0-9a-f-]{36}$/i,
    by: /^state$/i,
    harmless: /^disabled$/i,
    also: "silence",
  },
  { at: METHODS, by: /^@odata\.type$/i, harmless: /^(?!.*external)/i },
  // A certificate counts as MFA, or certificates of another authority are accepted.
  { at: METHODS, by: /^(?:x509\w+)?mode$/i, harmless: /SingleFactor$/i },
  // What a request doesn't say stays as it is, and that isn't known: certificates may count already once they are enabled.
  {
    at: /authenticationMethodConfigurations\/.*x509/i,
    by: /^state$/i,
    harmless: /^disabled$/i,
    decidedBy: ["x509CertificateAuthenticationDefaultMode", "rules"],
  },
  { at: /certificateBasedAuthConfigurations?(?:\W|$)|publicKeyInfrastructure/i },
];

/** How a generic resource weakens a setting of the tenant, and so every sign-in, or may; `undefined` if it certainly doesn't. */
export function weakeningOf(resource: Resource, baseline: "in-stack" | "elsewhere"): Weakening | undefined {
  const isOwner = baseline === "in-stack";
  const ways = isOwner ? WAYS : [...WAYS, ...WAYS_OF_OTHERS];
  const requests = requestsOf(resource).filter(({ method }) => method !== "GET");
  if (isOwner && requests.some(({ isUnderstood }) => !isUnderstood)) return {};
  const each = requests.flatMap((request) => [request, ...methodsOf(request)]);
  return ways.find((way) => each.some((request) => isWay(way, request)));
}

/** The methods that a request to the policy of all methods configures, each as a request of its own. An unknown one may be certificates. */
function methodsOf(request: GraphRequest): readonly GraphRequest[] {
  if (!METHODS.test(request.address ?? "")) return [];
  const methods = valuesIn(request.body, /^authenticationMethodConfigurations$/i).flat();
  return methods.flatMap((body) => {
    const said = Object.entries(asObject(body) ?? {}).filter(([key]) => /^(?:id|@odata\.type)$/i.test(key));
    const names = said.map(([, name]) => name).filter((name) => typeof name === "string");
    return (names.length > 0 ? names : ["x509Certificate"]).map((name) => ({
      ...request,
      address: `authenticationMethodConfigurations/${name}`,
      body,
    }));
  });
}

function isWay({ at, by, harmless = /^$/, also, decidedBy }: Way, { address = "", method, body }: GraphRequest) {
  if (!at.test(address)) return false;
  if (decidedBy?.every((name) => valuesIn(body, new RegExp(`^${name}$`, "i")).some((one) => !isAbsent(one))))
    return false;
  if (method === "DELETE" || (also === "deletion" && isUnresolved(method))) return also === "deletion";
  const values = by === undefined ? [UNRESOLVED] : valuesIn(body, by);
  return values.length === 0
    ? also === "silence"
    : values.some((value) => isUnresolved(value) || Array.isArray(value) || !harmless.test(String(value)));
}

/** Objects of a body in which a setting may be. An unreadable one may set it. */
const WITHIN = /^(?:value|features|inboundTrust|default|partners|templates|\w+Configurations?|rules)$/i;

/** The values of a property, however deep it is in a body. */
function valuesIn(body: unknown, name: RegExp): readonly unknown[] {
  if (typeof body !== "object" || body === null) return isAbsent(body) ? [] : [UNRESOLVED];
  return Object.entries(body).flatMap(([key, inner]) => {
    if (name.test(key)) return [inner];
    return [inner].flat().flatMap((one) => (typeof one === "object" || WITHIN.test(key) ? valuesIn(one, name) : []));
  });
}
