import type { RecordedCircumstances, RecordedSignIn } from "../../law/model/recorded-sign-in";
import { printable } from "../../text/printable";
import { shortened } from "../../text/sentence";
import type { Replayed } from "../replay";

/**
 * An id of somebody. Where a record has a name in its place, as of somebody who isn't in the directory, that is left out like any
 * other name.
 */
export const idOf = (id: string, { withNames }: Pick<Replayed, "withNames">): string =>
  withNames || !id.includes("@") ? id : "(a name, left out)";

/** Who signed in, for a sentence: with the name where names are asked for. */
export const personIn = ({ who }: RecordedSignIn, replayed: Replayed): string =>
  replayed.withNames && who.name !== undefined
    ? `${shortened(who.name)} (${shortened(who.id)})`
    : shortened(idOf(who.id, replayed));

/** How somebody signed in, as the options of `azmfa explain` that say the same. */
export function toldAsOptions(recorded: RecordedCircumstances, withNames: boolean): readonly [string, string][] {
  const { trusted, authenticationFlow } = recorded;
  const options: readonly (readonly [option: string, text: string | undefined])[] = [
    ["client", recorded.clientApp],
    ["platform", recorded.platform],
    ["ip", recorded.address],
    ["country", recorded.country],
    ["hidden-trust", trusted === undefined ? undefined : trusted ? "yes" : "no"],
    ["device", deviceAsOption(recorded, withNames)],
    ["sign-in-risk", recorded.signInRisk],
    ["user-risk", recorded.userRisk],
    ["flow", authenticationFlow === null ? "none" : authenticationFlow],
  ];
  return options.flatMap(([option, text]) => (text === undefined ? [] : [[option, text]]));
}

/**
 * A record tells some attributes of a device; the others may be anything, which is what the star says. Devices are often called
 * after their people, so that name is left out like any other.
 */
function deviceAsOption({ device }: RecordedCircumstances, withNames: boolean): string | undefined {
  if (device?.kind !== "registered") return device?.kind;
  const shown = [...device.attributes].filter(([name]) => withNames || name !== "displayName");
  return [...shown.map(([name, value]) => `${name}=${String(value)}`), "*"].join(",");
}

/** The command that explains our side of the sign-in, for a shell. */
export function explainCommand({ who, circumstances }: RecordedSignIn, replayed: Replayed): string {
  const options = [["user", idOf(who.id, replayed)], ...toldAsOptions(circumstances, replayed.withNames)] as const;
  const told = options.map(([option, text]) => `--${option} ${shellWord(text)}`);
  return ["azmfa explain", shellWord(replayed.tenantFile), ...told].join(" ");
}

const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${printable(text).replaceAll("'", "'\\''")}'`;
