import type { RecordedCircumstances, RecordedSignIn } from "../../law/model/recorded-sign-in";
import type { Block } from "../../report/report";
import { printable } from "../../text/printable";
import { shortened } from "../../text/sentence";
import { hiddenTrust } from "../places";
import type { ReplayReport } from "./replay-report";
import { moment } from "./words";

/** One record that shows what is said. */
export const recordBlocks = (example: RecordedSignIn, report: ReplayReport, end = "."): readonly Block[] => [
  {
    kind: "text",
    text: `e.g. ${personIn(example, report)}, ${moment(example.time)}, record ${shortened(example.id)}${end}`,
  },
];

/** The same with the command that explains our side of it. */
export const exampleBlocks = (example: RecordedSignIn, report: ReplayReport): readonly Block[] => [
  ...recordBlocks(example, report, ":"),
  { kind: "code", lines: [explainCommand(example, report)] },
];

type Names = Pick<ReplayReport, "withNames">;

/**
 * Who signed in, by object id. Where a record has a name in its place, as of somebody who isn't in the directory, that is left out
 * like any other name.
 */
export const idIn = ({ who }: RecordedSignIn, { withNames }: Names): string =>
  withNames || !who.id.includes("@") ? who.id : "(a name, left out)";

/** The same for a sentence, with the name where names are asked for. */
export const personIn = (signIn: RecordedSignIn, names: Names): string =>
  names.withNames && signIn.who.name !== undefined
    ? `${shortened(signIn.who.name)} (${shortened(signIn.who.id)})`
    : shortened(idIn(signIn, names));

/** How somebody signed in, as the options of `azmfa explain` that say the same. */
export function circumstancesAsOptions(
  recorded: RecordedCircumstances,
  { tenant, withNames }: Pick<ReplayReport, "tenant" | "withNames">,
): readonly (readonly [option: string, text: string])[] {
  const trust = recorded.trusted === undefined ? [] : hiddenTrust(recorded, tenant);
  const options: readonly (readonly [string, string | undefined])[] = [
    ["client", recorded.clientApp],
    ["platform", recorded.platform],
    ["ip", recorded.address],
    ["country", recorded.country],
    ["hidden-trust", trust[0] === undefined ? undefined : trust[0] ? "yes" : "no"],
    ["device", deviceAsOption(recorded, withNames)],
    ["sign-in-risk", recorded.signInRisk],
    ["user-risk", recorded.userRisk],
    ["flow", recorded.authenticationFlow === null ? "none" : recorded.authenticationFlow],
  ];
  return options.flatMap(([option, text]) => (text === undefined ? [] : [[option, text] as const]));
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

/** The command that explains the sign-in, for a shell. */
export const explainCommand = (
  signIn: RecordedSignIn,
  report: Pick<ReplayReport, "tenant" | "tenantFile" | "withNames">,
): string =>
  [
    "azmfa explain",
    shellWord(report.tenantFile),
    "--user",
    shellWord(idIn(signIn, report)),
    ...circumstancesAsOptions(signIn.circumstances, report).map(([option, text]) => `--${option} ${shellWord(text)}`),
  ].join(" ");

const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${printable(text).replaceAll("'", "'\\''")}'`;
