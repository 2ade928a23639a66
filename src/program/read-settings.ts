import type { Advice, Finding, SettingLocation } from "../law/model/finding";
import { nearestWord } from "../text/nearest-word";
import { quoted } from "../text/printable";
import { type Result, resultOf } from "../text/result";
import { SETTING_READERS, type SettingKey, type Settings } from "./settings";

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

const DEFAULT_NAME = "Require MFA for Azure management";

/** Reads the stack's settings. @returns them, or every key that is unknown or has a value which isn't allowed */
export function readSettings(source: SettingSource): Result<Settings, SettingError> {
  const errors: SettingError[] = unknownKeys(source);
  const read = <Key extends SettingKey>(key: Key) => readSetting(source, key, errors);
  const settings: Settings = {
    enforcement: read("enforcement") ?? "report-only",
    exclusions: read("exclusions") ?? usualRegister(source),
    breakGlass: read("breakGlass") ?? [],
    grant: read("grant") ?? { kind: "mfa" },
    displayName: read("displayName") ?? DEFAULT_NAME,
    signInFrequency: read("signInFrequencyHours"),
    acceptedNamesakes: read("acceptedNamesakes") ?? [],
    asOf: read("asOf"),
  };
  return resultOf(() => settings, errors);
}

const usualRegister = ({ stack }: SettingSource): string => `config/${stack}.yaml`;

/** The register's file, whatever is wrong with the other settings; `undefined` where what names it is. */
export function registerOf(source: SettingSource): string | undefined {
  const errors: SettingError[] = [];
  const named = readSetting(source, "exclusions", errors);
  return errors.length > 0 ? undefined : (named ?? usualRegister(source));
}

function readSetting<Key extends SettingKey>(source: SettingSource, key: Key, errors: SettingError[]) {
  const text = source.config[`${source.project}:${key}`];
  if (text === undefined) return undefined;
  const value = SETTING_READERS[key].read(text);
  if (value === undefined) errors.push(wrongValue(source, key, text));
  return value;
}

function wrongValue(source: SettingSource, key: SettingKey, text: string): SettingError {
  const { allowed, example, guess } = SETTING_READERS[key];
  const meant = guess?.(text);
  return settingError("wrong-value", `${source.project}:${key}`, {
    message: `${quoted(text)} is not allowed${meant === undefined ? "" : `; did you mean \`${meant}\`?`}`,
    allowed,
    help: settingChange(source, key, meant ?? example),
  });
}

/** A misspelt key would be lost without a word: the default would apply. */
function unknownKeys({ project, stack, config }: SettingSource): SettingError[] {
  const known = Object.keys(SETTING_READERS);
  return Object.keys(config)
    .filter((key) => key.startsWith(`${project}:`) && !known.includes(key.slice(project.length + 1)))
    .sort()
    .map((key) => {
      const meant = nearestWord(key.slice(project.length + 1), known);
      const hint = meant === undefined ? "" : `; did you mean \`${meant}\`?`;
      return settingError("unknown-key", key, {
        message: `there is no such setting${hint}`,
        allowed: known.join(", "),
        help: `pulumi config rm ${shellWord(key)} --stack ${stack}`,
      });
    });
}

/** A foreign key in a command that somebody will paste into a shell. */
const shellWord = (text: string): string => (/^[\w:.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** Something wrong with one of the stack's settings; its help is the command that puts it right. */
export type SettingError = Finding<"wrong-value" | "unknown-key", SettingLocation>;

function settingError(
  code: SettingError["code"],
  key: string,
  { message, allowed, help }: Advice & { readonly allowed: string },
): SettingError {
  const primary = { kind: "setting", key } as const;
  return {
    code,
    severity: "error",
    message,
    primary,
    related: [{ location: primary, text: `allowed: ${allowed}` }],
    help,
  };
}
