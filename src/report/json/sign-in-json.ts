import type { SignIn } from "../../model/sign-in";
import type { Tenant } from "../../model/tenant";
import type { Width } from "../../verifier/verdict";
import { describeDeviceBriefly } from "../words/device";
import { describePlace } from "../words/place";

/** What the dimensions of a sign-in are called in a verdict, in the order in which they stand there. */
const KEYS: readonly (readonly [key: string, dimension: keyof Width])[] = [
  ["clientApp", "clientApp"],
  ["platform", "platform"],
  ["location", "network"],
  ["signInRisk", "signInRisk"],
  ["userRisk", "userRisk"],
  ["insiderRisk", "insiderRisk"],
  ["authenticationFlow", "authenticationFlow"],
  ["device", "device"],
];

/** One sign-in, place and device in words. */
export function signInInJson(signIn: SignIn, tenant: Tenant): object {
  const network = describePlace(signIn.network, tenant);
  const device = describeDeviceBriefly(signIn.device);
  return Object.fromEntries(KEYS.map(([key, dimension]) => [key, { ...signIn, network, device }[dimension]]));
}

/** How wide the hole is: `"any"` or the values, under the same keys. */
export function widthInJson(width: Width, tenant: Tenant): object {
  const { network, device } = width;
  const inWords = {
    ...width,
    network: typeof network === "object" ? network.map((one) => describePlace(one, tenant)) : network,
    device: typeof device === "object" ? device.map(describeDeviceBriefly) : device,
  };
  const wide = KEYS.filter(([, dimension]) => inWords[dimension] !== undefined);
  return Object.fromEntries(wide.map(([key, dimension]) => [key, inWords[dimension]]));
}
