import type { Finding, SettingLocation } from "../law/model/finding";
import { BUILT_IN_STRENGTHS } from "../law/model/ids";
import { objectId } from "../text/guid";
import { type IsoDate, isoDate } from "../text/iso-date";
import { present } from "../text/present";
import { quoted, shellWord } from "../text/printable";
import { type Result, resultOf } from "../text/result";

/** One setting of a stack: how its text is read, and the value of a stack without it. */
type Setting<T> = {
  /** @returns the value, or `undefined` if the text isn't allowed */
  readonly read: (text: string) => T | undefined;
  /** What is allowed, in words. */
  readonly allowed: string;
  /** A value for the command that corrects the setting. */
  readonly example: string;
  readonly otherwise: (stack: string) => T;
};

/** Checks a row of the table. */
const setting = <T>(row: Setting<T>): Setting<T> => row;

const ENFORCEMENTS = ["report-only", "enforced"] as const;
const GRANTS = ["mfa", ...Object.keys(BUILT_IN_STRENGTHS)];
const LONGEST_NAME = 256;
const MOST_DAYS = 365;

/** Everything about each setting, by its name without the project's prefix. */
export const SETTINGS = {
  /** `report-only`: Entra evaluates and logs the policy, and enforces nothing. */
  enforcement: setting({
    read: (text) => ENFORCEMENTS.find((known) => known === text),
    allowed: ENFORCEMENTS.join(", "),
    example: "report-only",
    otherwise: () => "report-only",
  }),
  /** The register's path as written, relative to the project's folder. */
  exclusions: setting({
    read: (text) => (isOneLine(text) ? text : undefined),
    allowed: "the path of a register, relative to the project's folder",
    example: "config/dev.yaml",
    otherwise: (stack) => `config/${stack}.yaml`,
  }),
  /** What the policy asks for at sign-in. A strength is given by the id of its policy. */
  grant: setting<{ readonly kind: "mfa" } | { readonly kind: "strength"; readonly id: string }>({
    read(text) {
      if (text === "mfa") return { kind: "mfa" };
      const builtIn = Object.entries(BUILT_IN_STRENGTHS).find(([name]) => name === text)?.[1];
      const id = builtIn ?? objectId(text);
      return id === undefined ? undefined : { kind: "strength", id };
    },
    allowed: `${GRANTS.join(", ")}, or the object id of an authentication strength`,
    example: "mfa",
    otherwise: () => ({ kind: "mfa" }),
  }),
  displayName: setting({
    read: (text) => (isOneLine(text) && text.length <= LONGEST_NAME ? text : undefined),
    allowed: `one line of 1 to ${LONGEST_NAME} characters`,
    example: "'Require MFA for Azure management'",
    otherwise: () => "Require MFA for Azure management",
  }),
  /** How long a sign-in is valid. Entra's own form takes 1 to 23 hours or 1 to 365 days. `undefined`: the tenant's default. */
  signInFrequencyHours: setting<{ readonly value: number; readonly period: "hours" | "days" } | undefined>({
    read(text) {
      const hours = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
      if (hours >= 1 && hours <= 23) return { value: hours, period: "hours" };
      const isWholeDays = hours > 0 && hours % 24 === 0 && hours <= MOST_DAYS * 24;
      return isWholeDays ? { value: hours / 24, period: "days" } : undefined;
    },
    allowed: `1 to 23, or a multiple of 24 up to ${MOST_DAYS * 24} (whole days)`,
    example: "12",
    otherwise: () => undefined,
  }),
  /** Ids of other policies with the same display name that you want to keep. */
  acceptedNamesakes: setting({
    read: readIds,
    allowed: "object ids of policies, separated by commas",
    example: "00000000-0000-4000-8000-000000000001",
    otherwise: () => [],
  }),
  /** The day on which reviews are judged; `undefined`: today. */
  asOf: setting<IsoDate | undefined>({
    // A day without quotes in the stack's file reaches the program with a time.
    read: (text) => isoDate(text.replace(/ 00:00:00 \+0000 UTC$/, "")),
    allowed: "a day as YYYY-MM-DD",
    example: "2026-09-01",
    otherwise: () => undefined,
  }),
};

type SettingKey = keyof typeof SETTINGS;

/** The settings of a stack. */
export type Settings = { readonly [Key in SettingKey]: ReturnType<(typeof SETTINGS)[Key]["otherwise"]> };

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

/** An error in one of the stack's settings. Its help is the command that fixes it. */
export type SettingError = Finding<"wrong-value" | "unknown-key", SettingLocation>;

/** Reads the stack's settings. @returns the settings, or an error for every unknown key and every value that isn't allowed */
export function readSettings(source: SettingSource): Result<Settings, SettingError> {
  const errors: SettingError[] = unknownKeys(source);
  const keys = Object.keys(SETTINGS) as readonly SettingKey[];
  const values = keys.map((key) => [key, readSetting(key, source, errors)]);
  return resultOf(() => Object.fromEntries(values) as Settings, errors); // each value is of its own row
}

function readSetting(key: SettingKey, source: SettingSource, errors: SettingError[]): unknown {
  const { read, allowed, example, otherwise } = SETTINGS[key];
  const fullKey = `${source.project}:${key}`;
  const text = source.config[fullKey];
  if (text === undefined) return otherwise(source.stack);
  const value = read(text);
  const help = settingChange(source, key, example);
  if (value === undefined)
    errors.push({ code: "wrong-value", message: `${quoted(text)} is not allowed`, help, ...at(fullKey, allowed) });
  return value;
}

/** The register's path, even if other settings are wrong; `undefined` if the setting for it is wrong. */
export const registerOf = ({ project, stack, config }: SettingSource): string | undefined =>
  SETTINGS.exclusions.read(config[`${project}:exclusions`] ?? SETTINGS.exclusions.otherwise(stack));

/** Without an error, a misspelt key would silently leave the default in place. */
function unknownKeys({ project, stack, config }: SettingSource): SettingError[] {
  const known = Object.keys(SETTINGS);
  const unknown = Object.keys(config).filter(
    (key) => key.startsWith(`${project}:`) && !known.includes(key.slice(project.length + 1)),
  );
  return unknown.sort().map((key) => {
    const help = `pulumi config rm ${shellWord(key)} --stack ${stack}`;
    return { code: "unknown-key", message: "there is no such setting", help, ...at(key, known.join(", ")) };
  });
}

function at(key: string, allowed: string): Pick<SettingError, "severity" | "primary" | "related"> {
  const primary = { kind: "setting", key } as const;
  return { severity: "error", primary, related: [{ location: primary, text: `allowed: ${allowed}` }] };
}
