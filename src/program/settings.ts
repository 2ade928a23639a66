import { BUILT_IN_STRENGTHS } from "../law/model/ids";
import { objectId } from "../text/guid";
import { type IsoDate, isoDate } from "../text/iso-date";
import { nearestWord } from "../text/nearest-word";

/** What the policy asks of somebody who signs in. A strength is given by the id of its policy. */
export type RequiredGrant = { readonly kind: "mfa" } | { readonly kind: "strength"; readonly id: string };

/** How long a sign-in stays good. Entra takes 1 to 23 hours, or whole days. */
export type SignInFrequency = { readonly value: number; readonly period: "hours" | "days" };

/** `report-only`: Entra evaluates and logs the policy, and enforces nothing. */
export type Enforcement = "report-only" | "enforced";

/** The stack's settings, checked. */
export type Settings = {
  readonly enforcement: Enforcement;
  /** The register's path as written, relative to the project's folder. */
  readonly exclusions: string;
  /** Users whom the register must declare as break-glass, by object id: what the project was created with. */
  readonly breakGlass: readonly string[];
  readonly grant: RequiredGrant;
  readonly displayName: string;
  /** `undefined`: the tenant's default applies. */
  readonly signInFrequency: SignInFrequency | undefined;
  /** Other policies of the same display name that are meant to be there, by id. */
  readonly acceptedNamesakes: readonly string[];
  /** The day that reviews are judged on; `undefined`: today. */
  readonly asOf: IsoDate | undefined;
};

/** How one setting is read: what may stand there, one good value for the command, and its meaning. */
export type SettingReader<T> = {
  readonly allowed: string;
  readonly example: string;
  /** @returns the value, or `undefined` when the text is not allowed */
  readonly read: (text: string) => T | undefined;
  /** What was probably meant. */
  readonly guess?: (text: string) => string | undefined;
};

const ENFORCEMENTS = ["report-only", "enforced"] as const;
const GRANTS = ["mfa", ...Object.keys(BUILT_IN_STRENGTHS)];
const LONGEST_NAME = 256;
const MOST_DAYS = 365;

/** A reader for each setting; a setting without one doesn't compile. */
export const SETTING_READERS: { readonly [Key in keyof SettingTexts]: SettingReader<SettingTexts[Key]> } = {
  enforcement: {
    allowed: ENFORCEMENTS.join(", "),
    example: "report-only",
    read: (text) => ENFORCEMENTS.find((known) => known === text),
    guess: (text) => nearestWord(text, ENFORCEMENTS),
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
    guess: (text) => nearestWord(text, GRANTS),
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
  asOf: { allowed: "a day as YYYY-MM-DD", example: "2026-09-01", read: readDay },
};

type SettingTexts = {
  enforcement: Settings["enforcement"];
  exclusions: string;
  breakGlass: Settings["breakGlass"];
  grant: RequiredGrant;
  displayName: string;
  signInFrequencyHours: SignInFrequency;
  acceptedNamesakes: Settings["acceptedNamesakes"];
  asOf: NonNullable<Settings["asOf"]>;
};

/** A setting's name without the project in front. */
export type SettingKey = keyof SettingTexts;

function readGrant(text: string): RequiredGrant | undefined {
  if (text === "mfa") return { kind: "mfa" };
  const builtIn = Object.entries(BUILT_IN_STRENGTHS).find(([name]) => name === text)?.[1];
  const id = builtIn ?? objectId(text);
  return id === undefined ? undefined : { kind: "strength", id };
}

/** Entra's own form takes 1 to 23 hours or 1 to 365 days, so whole days are sent as days. */
function readFrequency(text: string): SignInFrequency | undefined {
  const hours = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
  if (hours >= 1 && hours <= 23) return { value: hours, period: "hours" };
  const wholeDays = hours > 0 && hours % 24 === 0 && hours <= MOST_DAYS * 24;
  return wholeDays ? { value: hours / 24, period: "days" } : undefined;
}

function readIds(text: string): readonly string[] | undefined {
  const ids = text.split(",").map((id) => objectId(id.trim()));
  const known = ids.filter((id) => id !== undefined);
  return known.length === ids.length ? known : undefined;
}

/** A day without quotes in the stack's file reaches the program as a point in time. */
function readDay(text: string): IsoDate | undefined {
  return isoDate(text.replace(/ 00:00:00 \+0000 UTC$/, ""));
}

const isOneLine = (text: string): boolean => text.trim() !== "" && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
