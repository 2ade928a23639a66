import type { Finding, SettingLocation } from "../law/model/finding";
import { BUILT_IN_STRENGTHS } from "../law/model/ids";
import { objectId } from "../text/guid";
import { type IsoDate, isoDate } from "../text/iso-date";
import { present } from "../text/present";
import { quoted } from "../text/printable";
import { type Result, resultOf } from "../text/result";

export type Settings = {
  /** `report-only`: Entra evaluates and logs the policy, and enforces nothing. */
  readonly enforcement: (typeof ENFORCEMENTS)[number];
  /** The register's path as written, relative to the project's folder. */
  readonly exclusions: string;
  /** Users whom the register must declare as break-glass, by object id: what the project was created with. */
  readonly breakGlass: readonly string[];
  /** What the policy asks of somebody who signs in. A strength is given by the id of its policy. */
  readonly grant: { readonly kind: "mfa" } | { readonly kind: "strength"; readonly id: string };
  readonly displayName: string;
  /** How long a sign-in stays good: 1 to 23 hours, or whole days. `undefined`: the tenant's default applies. */
  readonly signInFrequencyHours: { readonly value: number; readonly period: "hours" | "days" } | undefined;
  /** Other policies of the same display name that are meant to be there, by id. */
  readonly acceptedNamesakes: readonly string[];
  /** The day that reviews are judged on; `undefined`: today. */
  readonly asOf: IsoDate | undefined;
};

/** A setting's name without the project in front. */
type SettingKey = keyof Settings;

/** How one setting is read: what may stand there, and one good value for the command. */
type SettingReader<T> = {
  readonly allowed: string;
  readonly example: string;
  /** @returns the value, or `undefined` when the text is not allowed */
  readonly read: (text: string) => T | undefined;
};

const ENFORCEMENTS = ["report-only", "enforced"] as const;
const GRANTS = ["mfa", ...Object.keys(BUILT_IN_STRENGTHS)];
const LONGEST_NAME = 256;
const MOST_DAYS = 365;

/** A reader for each setting; a setting without one doesn't compile. */
export const SETTING_READERS: { readonly [Key in SettingKey]: SettingReader<NonNullable<Settings[Key]>> } = {
  enforcement: {
    allowed: ENFORCEMENTS.join(", "),
    example: "report-only",
    read: (text) => ENFORCEMENTS.find((known) => known === text),
  },
  exclusions: {
    allowed: "the path of a register, relative to the project's folder",
    example: "config/dev.yaml",
    read: (text) => (isOneLine(text) ? text : undefined),
  },
  breakGlass: {
    allowed: "object ids of users, with commas between them",
    example: "00000000-0000-4000-8000-000000000001,00000000-0000-4000-8000-000000000002",
    read: readIds,
  },
  grant: {
    allowed: `${GRANTS.join(", ")}, or the object id of an authentication strength`,
    example: "mfa",
    read: readGrant,
  },
  displayName: {
    allowed: `one line of 1 to ${LONGEST_NAME} characters`,
    example: "'Require MFA for Azure management'",
    read: (text) => (isOneLine(text) && text.length <= LONGEST_NAME ? text : undefined),
  },
  signInFrequencyHours: {
    allowed: `1 to 23, or a multiple of 24 up to ${MOST_DAYS * 24} (whole days)`,
    example: "12",
    read: readFrequency,
  },
  acceptedNamesakes: {
    allowed: "object ids of policies, with commas between them",
    example: "00000000-0000-4000-8000-000000000001",
    read: readIds,
  },
  // A day without quotes in the stack's file reaches the program as a point in time.
  asOf: {
    allowed: "a day as YYYY-MM-DD",
    example: "2026-09-01",
    read: (text) => isoDate(text.replace(/ 00:00:00 \+0000 UTC$/, "")),
  },
};

function readGrant(text: string): Settings["grant"] | undefined {
  if (text === "mfa") return { kind: "mfa" };
  const builtIn = Object.entries(BUILT_IN_STRENGTHS).find(([name]) => name === text)?.[1];
  const id = builtIn ?? objectId(text);
  return id === undefined ? undefined : { kind: "strength", id };
}

/** Entra's own form takes 1 to 23 hours or 1 to 365 days, so whole days are sent as days. */
function readFrequency(text: string): Settings["signInFrequencyHours"] {
  const hours = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
  if (hours >= 1 && hours <= 23) return { value: hours, period: "hours" };
  const wholeDays = hours > 0 && hours % 24 === 0 && hours <= MOST_DAYS * 24;
  return wholeDays ? { value: hours / 24, period: "days" } : undefined;
}

function readIds(text: string): readonly string[] | undefined {
  const ids = text.split(",").map((id) => objectId(id.trim()));
  const known = present(ids);
  return known.length === ids.length ? known : undefined;
}

const isOneLine = (text: string): boolean => text.trim() !== "" && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);

/** Where settings come from: the project, the stack, and the stack's configuration by full key (`project:key`). */
export type SettingSource = {
  readonly project: string;
  readonly stack: string;
  readonly config: Readonly<Record<string, string>>;
  /** The component whose arguments stand in the configuration's place, by its name; `undefined` for the stack's own program. */
  readonly component?: string;
};

/** How a setting is changed: the command, or the argument of the component. */
export const settingChange = ({ project, stack, component }: SettingSource, key: SettingKey, value: string): string =>
  component === undefined
    ? `pulumi config set ${project}:${key} ${value} --stack ${stack}`
    : `in the arguments of AzureManagementMfa ${JSON.stringify(component)}: ${key}: ${value}`;

/** Reads the stack's settings. @returns them, or every key that is unknown or has a value which isn't allowed */
export function readSettings(source: SettingSource): Result<Settings, SettingError> {
  const errors: SettingError[] = unknownKeys(source);
  const read = <Key extends SettingKey>(key: Key) => readSetting(source, key, errors);
  const settings: Settings = {
    enforcement: read("enforcement") ?? "report-only",
    exclusions: read("exclusions") ?? usualRegister(source),
    breakGlass: read("breakGlass") ?? [],
    grant: read("grant") ?? { kind: "mfa" },
    displayName: read("displayName") ?? "Require MFA for Azure management",
    signInFrequencyHours: read("signInFrequencyHours"),
    acceptedNamesakes: read("acceptedNamesakes") ?? [],
    asOf: read("asOf"),
  };
  return resultOf(() => settings, errors);
}

const usualRegister = ({ stack }: SettingSource): string => `config/${stack}.yaml`;

/** The register's file, whatever is wrong with the other settings; `undefined` where what names it is. */
export function registerOf(source: SettingSource): string | undefined {
  const errors: SettingError[] = [];
  const named = readSetting(source, "exclusions", errors) ?? usualRegister(source);
  return errors.length > 0 ? undefined : named;
}

function readSetting<Key extends SettingKey>(source: SettingSource, key: Key, errors: SettingError[]) {
  const text = source.config[`${source.project}:${key}`];
  if (text === undefined) return undefined;
  const { read, allowed, example } = SETTING_READERS[key];
  const value = read(text);
  if (value === undefined)
    errors.push({
      ...{ code: "wrong-value", message: `${quoted(text)} is not allowed`, help: settingChange(source, key, example) },
      ...at(`${source.project}:${key}`, allowed),
    });
  return value;
}

/** A misspelt key would be lost without a word: the default would apply. */
function unknownKeys({ project, stack, config }: SettingSource): SettingError[] {
  const known = Object.keys(SETTING_READERS);
  return Object.keys(config)
    .filter((key) => key.startsWith(`${project}:`) && !known.includes(key.slice(project.length + 1)))
    .sort()
    .map((key) => ({
      ...{ code: "unknown-key", message: "there is no such setting", ...at(key, known.join(", ")) },
      help: `pulumi config rm ${shellWord(key)} --stack ${stack}`,
    }));
}

/** A foreign key in a command that somebody will paste into a shell. */
const shellWord = (text: string): string => (/^[\w:.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** Something wrong with one of the stack's settings; its help is the command that puts it right. */
export type SettingError = Finding<"wrong-value" | "unknown-key", SettingLocation>;

function at(key: string, allowed: string): Pick<SettingError, "severity" | "primary" | "related"> {
  const primary = { kind: "setting", key } as const;
  return { severity: "error", primary, related: [{ location: primary, text: `allowed: ${allowed}` }] };
}
