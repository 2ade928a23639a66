import type { RecordedSignIn, ToldInRecord } from "../../model/recorded-sign-in";
import type { Tenant } from "../../model/tenant";
import { hiddenTrust } from "../../replay/places";
import { printable } from "../../text/printable";

/** How somebody signed in, as the options of `azmfa explain` that say the same. */
export function toldAsOptions(
  told: ToldInRecord,
  tenant: Tenant,
): readonly (readonly [option: string, text: string])[] {
  const trust = told.trusted === undefined ? [] : hiddenTrust(told, tenant);
  const options: readonly (readonly [string, string | undefined])[] = [
    ["client", told.clientApp],
    ["platform", told.platform],
    ["ip", told.address],
    ["country", told.country],
    ["hidden-trust", trust[0] === undefined ? undefined : trust[0] ? "yes" : "no"],
    ["device", deviceAsOption(told)],
    ["sign-in-risk", told.signInRisk],
    ["user-risk", told.userRisk],
    ["flow", told.authenticationFlow === null ? "none" : told.authenticationFlow],
  ];
  return options.flatMap(([option, text]) => (text === undefined ? [] : [[option, text] as const]));
}

/** A record tells some attributes of a device; the others may be anything, which is what the star says. */
function deviceAsOption({ device }: ToldInRecord): string | undefined {
  if (device?.kind !== "registered") return device?.kind;
  const pairs = Array.from(device.attributes, ([name, value]) => `${name}=${String(value)}`);
  return [...pairs, "*"].join(",");
}

/** The command that explains the sign-in, for a shell. */
export const explainCommand = (signIn: RecordedSignIn, tenant: Tenant, file: string): string =>
  [
    "azmfa explain",
    shellWord(file),
    "--user",
    shellWord(signIn.who.id),
    ...toldAsOptions(signIn.told, tenant).map(([option, text]) => `--${option} ${shellWord(text)}`),
  ].join(" ");

const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${printable(text).replaceAll("'", "'\\''")}'`;
