import { isOddGrant } from "./content";
import type { OracleDevice } from "./devices";
import { every, type Formula, some } from "./formula";
import { absent, flags, isOddList, isRaw, list, lower, type Raw, raw, said, texts } from "./raw";

const BUILT_IN = /^0{8}-0{4}-0{4}-0{4}-0{11}[234]$/;
const ALONE_IS_MFA = [
  "windowshelloforbusiness",
  "fido2",
  "devicebasedpush",
  "x509certificatemultifactor",
  "federatedmultifactor",
  "temporaryaccesspassonetime",
  "temporaryaccesspassmultiuse",
];
const HELD = ["sms", "voice", "hardwareoath", "softwareoath", "microsoftauthenticatorpush"];
/** Methods that alone aren't MFA. */
export const ONE_FACTOR = [
  ...HELD,
  "password",
  "email",
  "qrcodepin",
  "x509certificatesinglefactor",
  "federatedsinglefactor",
];
/**
 * What a sign-in shows in addition to a password, and what it is: its authentication flow, its device, the methods of its first factor, and
 * which controls that anybody can satisfy it doesn't.
 */
export interface Shown {
  readonly flow: string;
  readonly device: OracleDevice;
  readonly factors: ReadonlySet<string>;
  readonly omitted: ReadonlySet<string>;
}

/** Two methods that Microsoft's own strength *Multifactor authentication* lists together. */
export const MFA_PAIRS: readonly (readonly string[])[] = [
  ...["password", "federatedsinglefactor"].flatMap((known) => HELD.map((held) => [known, held])),
  ["password", "x509certificatesinglefactor"],
];
/** What anybody can show, on any client and platform. */
const SHOWN_AT_WILL = ["approvedapplication", "compliantapplication", "passwordchange"];

/** Those that a policy asks for. */
export function atWillIn({ grantControls }: Raw): readonly string[] {
  const { builtInControls, termsOfUse, customAuthenticationFactors } = raw(grantControls);
  return [
    ...texts(builtInControls)
      .map(lower)
      .filter((control) => SHOWN_AT_WILL.includes(control)),
    ...(texts(termsOfUse).length > 0 ? [TERMS] : []),
    ...(texts(customAuthenticationFactors).length > 0 ? [FACTORS] : []),
  ];
}

const [TERMS, FACTORS] = ["terms of use", "custom factors"];

/** Does nothing that the sign-in shows satisfy the policy's grant? */
export function unsatisfied(policy: Raw, tenant: Raw): (shown: Shown) => Formula {
  const { grantControls } = policy;
  if (!isOddGrant(grantControls)) return (shown) => lacking(grantControls, tenant, shown);
  const odd = `grant ${said(grantControls)}`;
  return () => odd;
}

function lacking(grantControls: unknown, tenant: Raw, shown: Shown): Formula {
  const grant = raw(grantControls);
  const controls = texts(grant["builtInControls"]).map(lower);
  const strength = grant["authenticationStrength"];
  const items: Formula[] = [
    ...controls.map((control) => lacks(control, shown)),
    ...texts(grant["termsOfUse"]).map(() => shown.omitted.has(TERMS)),
    ...texts(grant["customAuthenticationFactors"]).map(() => shown.omitted.has(FACTORS)),
    ...["builtInControls", "termsOfUse", "customAuthenticationFactors"].flatMap((key) => oddItems(grant[key])),
    ...(absent(strength) ? [] : [isRaw(strength) ? lacksStrength(strength, tenant, shown) : `item ${said(strength)}`]),
  ];
  const operator = typeof grant["operator"] === "string" ? lower(grant["operator"]) : said(grant["operator"]);
  if (items.length === 0) return false;
  if (operator === "and" || (items.length === 1 && (operator === "or" || absent(grant["operator"]))))
    return some(items);
  if (operator === "or") return controls.includes("block") ? "block among others" : every(items);
  return `grant ${said(grantControls)}`;
}

function lacks(control: string, { device, omitted }: Shown): Formula {
  if (control === "mfa" || control === "block") return true;
  if (control === "compliantdevice") return device.get("iscompliant") !== "true";
  if (control === "domainjoineddevice") return device.get("trusttype") !== "serverad";
  if (control === "riskremediation") return false; // by what it is paired with
  return SHOWN_AT_WILL.includes(control) ? omitted.has(control) : `control ${control}`;
}

/** Items that aren't texts, so that they may ask for anything. A value that isn't a list is one such item. */
function oddItems(value: unknown): readonly Formula[] {
  if (!isOddList(value)) return [];
  const odd = Array.isArray(value) ? value.filter((one) => typeof one !== "string") : [value];
  return odd.map((one) => `item ${said(one)}`);
}

function lacksStrength(named: Raw, tenant: Raw, { factors }: Shown): Formula {
  const id = lower(named["id"]);
  if (BUILT_IN.test(id)) return true;
  const listed = list(tenant["authenticationStrengthPolicies"]).find((one) => lower(one["id"]) === id);
  const written = Array.isArray(named["allowedCombinations"]) ? named : listed;
  if (written === named && listed !== undefined && spelt(listed) !== spelt(named)) return `two strengths ${id}`;
  if (written === undefined) return `strength ${id}`;
  const combinations = texts(written["allowedCombinations"]).map(flags);
  const saysNone = !absent(written["requirementsSatisfied"]) && lower(written["requirementsSatisfied"]) === "none";
  if (combinations.length === 0 || (saysNone && combinations.every(isMfa))) return false;
  const isMethod = (mode: string): boolean => ALONE_IS_MFA.includes(mode) || ONE_FACTOR.includes(mode);
  if (combinations.some((modes) => modes.length === 0 || !modes.every(isMethod))) return `methods of ${said(written)}`;
  return every(combinations.map((modes) => !modes.every((mode) => factors.has(mode))));
}

const spelt = (strength: Raw): string =>
  texts(strength["allowedCombinations"])
    .map((one) => [...flags(one)].sort().join("+"))
    .sort()
    .join();

const isMfa = (modes: readonly string[]): boolean =>
  modes.some((mode) => ALONE_IS_MFA.includes(mode)) ||
  MFA_PAIRS.some((pair) => pair.every((method) => modes.includes(method)));
