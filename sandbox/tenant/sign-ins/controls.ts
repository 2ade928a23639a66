import { type GraphObject, isObject, type JsonObject, objectIn, stringsIn } from "../json";
import { byId } from "../store/directory";
import type { TenantData } from "../store/store";
import type { DeviceFacts } from "./facts";

/** What a person has for a sign-in in addition to a password. */
export interface Means {
  readonly device: DeviceFacts | undefined;
  /** True if the person completes MFA when asked. */
  readonly doesMfa: boolean;
}

/** The result of a policy's controls. */
export interface Asked {
  readonly isMet: boolean;
  /** True if the controls needed MFA because nothing else that the person has is enough. */
  readonly neededMfa: boolean;
  readonly isBlocked: boolean;
}

const NOTHING: Asked = { isMet: true, neededMfa: false, isBlocked: false };

/** Evaluates a policy's grant controls. If any one of several is enough, it prefers one that the person meets already. */
export function ask(
  policy: GraphObject,
  { device, doesMfa }: Means,
  data: Pick<TenantData, "authenticationStrengthPolicies">,
): Asked {
  const grant = objectIn(policy["grantControls"]);
  const shown = [...stringsIn(grant["customAuthenticationFactors"]), ...stringsIn(grant["termsOfUse"])];
  const all: readonly Need[] = [
    ...stringsIn(grant["builtInControls"]).map((control) => needOf(control, device)),
    ...shown.map(() => "nothing" as const),
    ...(isObject(grant["authenticationStrength"]) ? [needOfStrength(grant["authenticationStrength"], data)] : []),
  ];
  if (all.length === 0) return NOTHING;
  const isAny = String(grant["operator"]).toUpperCase() === "OR" && all.length > 1;
  const has = (need: Need): boolean => all.includes(need);
  if (isAny ? all.every((need) => need === "block") : has("block"))
    return { isMet: false, neededMfa: false, isBlocked: true };
  if (isAny && has("nothing")) return NOTHING;
  const neededMfa = has("mfa");
  const isMet = isAny ? neededMfa && doesMfa : !has("lacking") && (!neededMfa || doesMfa);
  return { isMet, neededMfa, isBlocked: false };
}

/** What a control needs: the person meets it, needs MFA for it, or can't meet it with this device or client; or it blocks. */
type Need = "nothing" | "mfa" | "lacking" | "block";

function needOf(control: string, device: DeviceFacts | undefined): Need {
  if (control === "mfa" || control === "block") return control;
  const isMet =
    control === "passwordChange" ||
    (control === "compliantDevice" && device?.["isCompliant"] === true) ||
    (control === "domainJoinedDevice" && device?.["trustType"] === "ServerAD");
  return isMet ? "nothing" : "lacking";
}

/** A strength that a password fulfils needs nothing more. */
function needOfStrength(
  named: JsonObject,
  { authenticationStrengthPolicies }: Pick<TenantData, "authenticationStrengthPolicies">,
): Need {
  const known = typeof named["id"] === "string" ? byId(authenticationStrengthPolicies, named["id"]) : undefined;
  return stringsIn((known ?? named)["allowedCombinations"]).includes("password") ? "nothing" : "mfa";
}
