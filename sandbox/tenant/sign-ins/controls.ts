import { type GraphObject, isObject, objectIn, stringsIn } from "../json";
import { byId } from "../store/directory";
import type { TenantData } from "../store/store";
import type { DeviceFacts } from "./facts";

/** What somebody brings to a sign-in, beside a password. */
export interface Means {
  readonly device: DeviceFacts | undefined;
  /** Whether they do MFA when they are asked to. */
  readonly doesMfa: boolean;
}

/** What a policy's controls come to. */
export interface Asked {
  readonly isMet: boolean;
  /** Whether MFA was needed for that: nothing else that the person has is enough. */
  readonly neededMfa: boolean;
  readonly isBlocked: boolean;
  /** The controls as the log calls them. */
  readonly controls: readonly string[];
}

const NOTHING: Asked = { isMet: true, neededMfa: false, isBlocked: false, controls: [] };

/** Goes through a policy's grant controls. Where one of several is enough, what the person has already is taken first. */
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

/** One control: met by what the person has, needing MFA, not to be met by this device or client, or a block. */
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

/** A strength that a password alone fulfils needs no more than that. */
function strength(
  named: GraphObject | ReturnType<typeof objectIn>,
  { authenticationStrengthPolicies }: Pick<TenantData, "authenticationStrengthPolicies">,
): Item {
  const known = typeof named["id"] === "string" ? byId(authenticationStrengthPolicies, named["id"]) : undefined;
  const combinations = stringsIn((known ?? named)["allowedCombinations"]);
  return { name: "RequireAuthenticationStrength", needs: combinations.includes("password") ? "nothing" : "mfa" };
}
