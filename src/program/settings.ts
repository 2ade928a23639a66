import type { Finding, SettingLocation } from "../law/model/finding";
import { BUILT_IN_STRENGTHS } from "../law/model/ids";
import { objectId } from "../text/guid";
import { type IsoDate, isoDate } from "../text/iso-date";
import { present } from "../text/present";
import { quoted, shellWord } from "../text/printable";
import { type Result, resultOf } from "../text/result";

/** The settings of a stack. */
export type Settings = {
  /** `report-only`: Entra evaluates and logs the policy, and enforces nothing. */
  readonly enforcement: (typeof ENFORCEMENTS)[number];
  /** The register's path as written, relative to the project's folder. */
  readonly exclusions: string;
  /** Object ids of users that the register must declare as break-glass. A new project is created with them. */
  readonly breakGlass: readonly string[];
  /** What the policy asks for at sign-in. A strength is given by the id of its policy. */
  readonly grant: { readonly kind: "mfa" } | { readonly kind: "strength"; readonly id: string };
  readonly displayName: string;
  /** How long a sign-in is valid: 1 to 23 hours, or whole days. `undefined`: the tenant's default. */
  readonly signInFrequencyHours: { readonly value: number; readonly period: "hours" | "days" } | undefined;
  /** Ids of other policies with the same display name that you want to keep. */
  readonly acceptedNamesakes: readonly string[];
  /** The day on which reviews are judged; `undefined`: today. */
  readonly asOf: IsoDate | undefined;
};

/** A setting's name without the project's prefix. */
type SettingKey = keyof Settings;

/** How one setting is read: the allowed values in words, and a valid value as an example for the command. */
type SettingReader<T> = {
  readonly allowed: string;
  readonly example: string;
  /** @returns the value, or `undefined` if the text isn't allowed */
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
    allowed: "object ids of users, separated by commas",
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
    allowed: "object ids of policies, separated by commas",
    example: "00000000-0000-4000-8000-000000000001",
    read: readIds,
  },
  // A day without quotes in the stack's file reaches the program with a time.
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

/** The source of settings: the project, the stack, and the stack's configuration by full key (`project:key`). */
export type SettingSource = {
  readonly project: string;
  readonly stack: string;
  readonly config: Readonly<Record<string, string>>;
  /** The name of the component whose arguments replace the configuration; `undefined` for the stack's own program. */
  readonly component?: string;
};

/** How to change a setting: the command, or the argument of the component. */
export const settingChange = ({ project, stack, component }: SettingSource, key: SettingKey, value: string): string =>
  component === undefined
    ? `pulumi config set ${project}:${key} ${value} --stack ${stack}`
    : `in the arguments of AzureManagementMfa ${JSON.stringify(component)}: ${key}: ${value}`;

/** Reads the stack's settings. @returns the settings, or an error for every unknown key and every value that isn't allowed */
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

/** The register's path, even if other settings are wrong; `undefined` if the setting for it is wrong. */
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

/** Without an error, a misspelt key would silently leave the default in place. */
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

/** An error in one of the stack's settings. Its help is the command that fixes it. */
export type SettingError = Finding<"wrong-value" | "unknown-key", SettingLocation>;

function at(key: string, allowed: string): Pick<SettingError, "severity" | "primary" | "related"> {
  const primary = { kind: "setting", key } as const;
  return { severity: "error", primary, related: [{ location: primary, text: `allowed: ${allowed}` }] };
}
