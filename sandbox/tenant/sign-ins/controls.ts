import { type GraphObject, isObject, objectIn, stringsIn } from "../json";
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
  /** The controls with the log's names. */
  readonly controls: readonly string[];
}

const NOTHING: Asked = { isMet: true, neededMfa: false, isBlocked: false, controls: [] };

/** Evaluates a policy's grant controls. If any one of several is enough, it prefers one that the person meets already. */
export function ask(
  policy: GraphObject,
  { device, doesMfa }: Means,
  data: Pick<TenantData, "authenticationStrengthPolicies">,
): Asked {
  const grant = policy["grantControls"];
  if (!isObject(grant)) return NOTHING;
  const items = [
    ...stringsIn(grant["builtInControls"]).map((control) => builtIn(control, device)),
    ...stringsIn(grant["customAuthenticationFactors"]).map((name) => ({ name, needs: "nothing" }) as Item),
    ...stringsIn(grant["termsOfUse"]).map(() => ({ name: "TermsOfUse", needs: "nothing" }) as Item),
    ...(isObject(grant["authenticationStrength"]) ? [strength(objectIn(grant["authenticationStrength"]), data)] : []),
  ];
  if (items.length === 0) return NOTHING;
  const controls = items.map(({ name }) => name);
  const isAny = String(grant["operator"]).toUpperCase() === "OR" && items.length > 1;
  const has = (needs: Item["needs"]): boolean => items.some((item) => item.needs === needs);
  const all = (needs: Item["needs"]): boolean => items.every((item) => item.needs === needs);
  if (isAny ? all("block") : has("block")) return { isMet: false, neededMfa: false, isBlocked: true, controls };
  if (isAny && has("nothing")) return { ...NOTHING, controls };
  const neededMfa = has("mfa");
  const isMet = isAny ? has("mfa") && doesMfa : !has("lacking") && (!neededMfa || doesMfa);
  return { isMet, neededMfa, isBlocked: false, controls };
}

/** A control: the person meets it, needs MFA for it, or can't meet it with this device or client; or it blocks. */
type Item = { readonly name: string; readonly needs: "nothing" | "mfa" | "lacking" | "block" };

function builtIn(control: string, device: DeviceFacts | undefined): Item {
  switch (control) {
    case "mfa":
      return { name: "Mfa", needs: "mfa" };
    case "block":
      return { name: "Block", needs: "block" };
    case "compliantDevice":
      return { name: "RequireCompliantDevice", needs: device?.["isCompliant"] === true ? "nothing" : "lacking" };
    case "domainJoinedDevice":
      return { name: "RequireDomainJoinedDevice", needs: device?.["trustType"] === "ServerAD" ? "nothing" : "lacking" };
    case "passwordChange":
      return { name: "PasswordChange", needs: "nothing" };
    default:
      return { name: control, needs: "lacking" };
  }
}

/** Evaluates a strength. One that a password fulfils needs nothing more. */
function strength(
  named: GraphObject | ReturnType<typeof objectIn>,
  { authenticationStrengthPolicies }: Pick<TenantData, "authenticationStrengthPolicies">,
): Item {
  const known = typeof named["id"] === "string" ? byId(authenticationStrengthPolicies, named["id"]) : undefined;
  const combinations = stringsIn((known ?? named)["allowedCombinations"]);
  return { name: "RequireAuthenticationStrength", needs: combinations.includes("password") ? "nothing" : "mfa" };
}
