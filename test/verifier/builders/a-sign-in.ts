import assert from "node:assert/strict";
import { parseAddress } from "../../../src/law/addresses/address";
import { SHOWN_BY_ANYBODY } from "../../../src/law/grant";
import type { Country, Network } from "../../../src/law/model/dimensions";
import { locationId } from "../../../src/law/model/ids";
import type { SignIn } from "../../../src/law/model/sign-in";

export interface SaidOfPlace extends Partial<Omit<Network, "address" | "within">> {
  readonly within?: readonly string[];
}

/** A place with that address, in a country that no location names, trusted by nobody. */
export function from(text: string, { within = [], ...rest }: SaidOfPlace = {}): Network {
  const address = parseAddress(text);
  assert.ok(address, `${text} is an address`);
  return {
    address,
    countryByAddress: { kind: "unnamed" },
    countryByGps: { kind: "unnamed" },
    trustedElsewhere: false,
    within: new Set(within.map(locationId)),
    ...rest,
  };
}

export const country = (code: string): Country => ({ kind: "code", code });

/** The most ordinary sign-in, by a member that nothing names, with these values. */
export const aSignIn = (said: Partial<SignIn> = {}): SignIn => ({
  principal: { kind: "unnamed", identity: { type: "member", home: "unnamed" } },
  clientApp: "browser",
  platform: "windows",
  network: from("192.0.2.1"),
  device: { kind: "unregistered" },
  signInRisk: "none",
  userRisk: "none",
  insiderRisk: null,
  authenticationFlow: null,
  shows: new Set(["password", ...SHOWN_BY_ANYBODY]),
  ...said,
});
