import { isAbsent } from "../../../src/law/json/json-object";
import { isUnresolved, type Resource, UNRESOLVED } from "../objects/resource";
import { type GraphRequest, requestsOf } from "../requests/requests";

/** A way in which a request may weaken a setting of the whole tenant. */
interface Way {
  /** Addresses at which the request sets it. */
  readonly at: RegExp;
  /** The properties of the body that set it. Without this, every request does. An unreadable body may set it. */
  readonly by?: RegExp;
  /** Values that don't weaken it. */
  readonly harmless?: RegExp;
  /** What else weakens it: a body without the properties, or a deletion. */
  readonly also?: "silence" | "deletion";
}

const METHODS = /authenticationMethodsPolicy|authenticationMethodConfigurations/i;
const CLAIMS = { by: /^federatedIdpMfaBehavior$/i, harmless: /^rejectMfaByFederatedIdp$/i } as const;

/** What it means for everybody's sign-ins, and the ways to it. */
const WEAKENED: readonly (readonly [consequence: string, ...Way[]])[] = [
  [
    "security defaults and Conditional Access exclude each other: with security defaults on, no policy is in force",
    { at: /identitySecurityDefaultsEnforcementPolicy/i, by: /^isEnabled$/i, harmless: /^(?:false|null)$/ },
  ],
  [
    "the MFA of other tenants is trusted from now on, and this tenant can't see what it requires",
    { at: /crossTenantAccessPolicy/i, by: /^isMfaAccepted$/i, harmless: /^(?:false|null)$/ },
    // A partner without trust of its own falls back to the trust that all tenants have by default.
    {
      at: /crossTenantAccessPolicy\/partners\/[^/]+$/i,
      by: /^inboundTrust$/i,
      harmless: /^\[object/,
      also: "deletion",
    },
  ],
  [
    "the MFA of an identity provider outside the tenant is trusted from now on: anyone who runs it can sign in as anybody of that domain",
    { at: /^domains\b/i, ...CLAIMS },
    // By default, a federation may claim that MFA was done.
    { at: /^domains\W[^/]+\/federationConfiguration/i, ...CLAIMS, also: "silence" },
  ],
];

/** The same. The stack that owns the guarantee may decide this: it is a choice whose MFA to trust. */
const WEAKENED_BY_OTHERS: typeof WEAKENED = [
  [
    "synchronisation may take over accounts of the cloud: anyone who runs it can sign in as anybody",
    { at: /onPremisesSynchronization/i, by: /^block(?:SoftMatch|CloudObject\w+)Enabled$/i, harmless: /^true$/ },
  ],
  [
    "tokens of another identity provider may be accepted for more domains from now on: anyone who runs it can sign in as anybody of them",
    { at: /federatedTokenValidationPolicy/i },
  ],
  [
    "an authentication method outside the tenant counts as MFA from now on: anyone who runs it decides who has passed MFA",
    // The tenant's own methods are configured under their names. Methods outside it are configured under ids.
    {
      at: /authenticationMethodConfigurations\/[0-9a-f-]{36}$/i,
      by: /^state$/i,
      harmless: /^disabled$/i,
      also: "silence",
    },
    { at: METHODS, by: /^@odata\.type$/i, harmless: /^(?!.*external)/i },
  ],
  [
    "a certificate counts as MFA from now on, however people get one",
    { at: METHODS, by: /^(?:x509\w+)?mode$/i, harmless: /SingleFactor$/i },
  ],
  [
    "certificates of another authority are accepted from now on: if they count as MFA, anyone who issues them can sign in as anybody",
    { at: /certificateBasedAuthConfigurations?(?:\W|$)|publicKeyInfrastructure/i },
  ],
];

/** What a generic resource means for every sign-in to the tenant; `undefined` if it weakens no setting of the tenant. */
export function weakensTenant(resource: Resource, baseline: "in-stack" | "elsewhere"): string | undefined {
  const requests = requestsOf(resource).filter(({ method }) => method !== "GET");
  if (baseline === "in-stack" && requests.some(({ isUnderstood }) => !isUnderstood))
    return "the pack doesn't understand this request, which may change any setting of the tenant";
  const all = baseline === "in-stack" ? WEAKENED : [...WEAKENED, ...WEAKENED_BY_OTHERS];
  return all.find(([, ...ways]) => ways.some((way) => requests.some((request) => isWay(way, request))))?.[0];
}

function isWay({ at, by, harmless = /^$/, also }: Way, { address = "", method, body }: GraphRequest): boolean {
  if (!at.test(address)) return false;
  if (method === "DELETE") return also === "deletion";
  const values = by === undefined ? [UNRESOLVED] : valuesIn(body, by);
  return values.length === 0
    ? also === "silence"
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
