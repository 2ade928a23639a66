import { quoted } from "../../text/printable";
import { type Result, resultOf } from "../../text/result";
import { parseAddress } from "../addresses/address";
import type { Country, Network } from "../model/dimensions";
import type { Telling, Told } from "./telling";

/** A network is told bit by bit: its address, its countries, and whether the address is trusted without showing. */
export const networkTelling: Telling<Network> = {
  name: "the network",
  options: {
    ip: { kind: "text", value: "ADDRESS", help: "the address that they sign in from, IPv4 or IPv6" },
    country: { kind: "text", value: "CODE", help: "the country of the address, two letters; none: it maps to none" },
    "gps-country": { kind: "text", value: "CODE", help: "the country by GPS; none: no country" },
    "hidden-trust": {
      kind: "choice",
      choices: ["yes", "no"],
      help: "whether a list that Graph doesn't show trusts the address",
    },
  },
  read,
};

type Part = Partial<Pick<Network, "address" | "countryByAddress" | "countryByGps" | "trustedElsewhere">>;

function read(text: (option: string) => string | undefined): Result<Told<Network> | undefined, string> {
  const written = text("ip");
  const address = written === undefined ? undefined : parseAddress(written.trim());
  const byAddress = countryIn("country", text);
  const byGps = countryIn("gps-country", text);
  const trust = text("hidden-trust");
  const part: Part = {
    ...(address === undefined ? {} : { address }),
    ...(byAddress.country === undefined ? {} : { countryByAddress: byAddress.country }),
    ...(byGps.country === undefined ? {} : { countryByGps: byGps.country }),
    ...(trust === undefined ? {} : { trustedElsewhere: trust === "yes" }),
  };
  return resultOf(
    () => (Object.keys(part).length === 0 ? undefined : { kind: "part", part }),
    [
      ...(written !== undefined && address === undefined
        ? [`--ip ${quoted(written)} is no IPv4 or IPv6 address; write one such as 203.0.113.7 or 2001:db8::7`]
        : []),
      ...byAddress.errors,
      ...byGps.errors,
    ],
  );
}

function countryIn(option: string, text: (option: string) => string | undefined) {
  const written = text(option)?.trim();
  if (written === undefined) return { country: undefined, errors: [] };
  const country = readCountry(written);
  const errors =
    country === undefined
      ? [`--${option} ${quoted(written)} is no country; write its code of two letters, such as DE, or none`]
      : [];
  return { country, errors };
}

function readCountry(written: string): Country | undefined {
  if (written.toLowerCase() === "none") return { kind: "unmapped" };
  const code = written.toUpperCase();
  return /^[A-Z]{2}$/.test(code) ? { kind: "code", code } : undefined;
}
