import { isOddGrant } from "./content";
import { absent, flags, isOddList, isRaw, list, lower, type Raw, raw, texts } from "./raw";
import { NO, or, type Tri, tri, UNCLEAR, YES } from "./tri";

export const BUILT_IN = /^0{8}-0{4}-0{4}-0{4}-0{11}[234]$/;
const ALONE_IS_MFA = [
  "windowshelloforbusiness",
  "fido2",
  "devicebasedpush",
  "x509certificatemultifactor",
  "federatedmultifactor",
  "temporaryaccesspassonetime",
  "temporaryaccesspassmultiuse",
];
const ALONE_IS_ONE_FACTOR = [
  "password",
  "sms",
  "voice",
  "email",
  "qrcodepin",
  "hardwareoath",
  "softwareoath",
  "microsoftauthenticatorpush",
  "x509certificatesinglefactor",
  "federatedsinglefactor",
];
const NOT_MFA = [
  "compliantdevice",
  "domainjoineddevice",
  "approvedapplication",
  "compliantapplication",
  "passwordchange",
  "riskremediation",
];

/** Does the grant keep out whoever has no second factor? */
export function grantStops(policy: Raw, tenant: Raw): Tri {
  if (isOddGrant(policy["grantControls"])) return UNCLEAR;
  const grant = raw(policy["grantControls"]);
  const controls = texts(grant["builtInControls"]).map(lower);
  const strength = grant["authenticationStrength"];
  const items: Tri[] = [
    ...controls.map(controlIsMfa),
    ...texts(grant["termsOfUse"]).map(() => NO),
    ...texts(grant["customAuthenticationFactors"]).map(() => NO),
    ...["builtInControls", "termsOfUse", "customAuthenticationFactors"].flatMap((key) => oddItems(grant[key])),
    ...(absent(strength) ? [] : [isRaw(strength) ? strengthIsMfa(strength, tenant) : UNCLEAR]),
  ];
  if (items.length === 0) return NO;
  const all = Math.min(...items) as Tri;
  const any = or(...items);
  const underAnd = controls.includes("block") ? YES : any;
  if (items.length === 1 && absent(grant["operator"])) return underAnd;
  switch (typeof grant["operator"] === "string" ? lower(grant["operator"]) : undefined) {
    case "and":
      return underAnd;
    case "or":
      return items.length === 1 ? underAnd : all;
    default:
      return underAnd === NO ? NO : UNCLEAR;
  }
}

/** Items that aren't texts, each of which may ask for anything; what isn't a list is one. */
function oddItems(value: unknown): readonly Tri[] {
  if (!isOddList(value)) return [];
  return Array.isArray(value) ? value.filter((one) => typeof one !== "string").map(() => UNCLEAR) : [UNCLEAR];
}

export function controlIsMfa(control: string): Tri {
  if (control === "mfa") return YES;
  return control === "block" || NOT_MFA.includes(control) ? NO : UNCLEAR;
}

function strengthIsMfa(named: Raw, tenant: Raw): Tri {
  if (BUILT_IN.test(lower(named["id"]))) return YES;
  const written = Array.isArray(named["allowedCombinations"])
    ? named
    : list(tenant["authenticationStrengthPolicies"]).find((one) => lower(one["id"]) === lower(named["id"]));
  if (written === undefined) return NO;
  if (!absent(written["requirementsSatisfied"]) && lower(written["requirementsSatisfied"]) === "none") return NO;
  const combinations = texts(written["allowedCombinations"]).map(combinationIsMfa);
  return combinations.length === 0 ? NO : (Math.min(...combinations) as Tri);
}

export function combinationIsMfa(combination: string): Tri {
  const modes = flags(combination);
  if (modes.some((mode) => !ALONE_IS_MFA.includes(mode) && !ALONE_IS_ONE_FACTOR.includes(mode))) return UNCLEAR;
  return tri(modes.length > 1 || modes.some((mode) => ALONE_IS_MFA.includes(mode)));
}
