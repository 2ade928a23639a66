import { absent, areOddFlags, flags, isOddList, isRaw, lowers, type Raw } from "./raw";
import { and, NO, not, or, type Tri, tri, UNCLEAR, YES } from "./tri";

const CLIENTS = ["browser", "mobileappsanddesktopclients", "exchangeactivesync", "eassupported", "other"];
const PLATFORMS = ["windows", "macos", "linux", "ios", "android", "windowsphone", "unknown"];
const RISKS = ["none", "low", "medium", "high", "hidden"];
const INSIDER = ["", "minor", "moderate", "elevated"];
const FLOWS = ["", "devicecodeflow", "authenticationtransfer"];

/** A dimension: the values that a sign-in can have there, and what a policy says of each. */
export interface Dimension {
  readonly values: readonly string[];
  readonly covers: (conditions: Raw, value: string) => Tri;
}

/** The key of each simple dimension's condition, and the words that are known there, in the order of `SIMPLE`. */
export const WORDS: readonly { readonly key: string; readonly known: readonly string[] }[] = [
  { key: "clientAppTypes", known: ["all", ...CLIENTS] },
  { key: "platforms", known: ["all", ...PLATFORMS.filter((one) => one !== "unknown")] },
  { key: "signInRiskLevels", known: RISKS },
  { key: "userRiskLevels", known: RISKS },
  { key: "insiderRiskLevels", known: INSIDER },
  { key: "authenticationFlows", known: ["none", ...FLOWS] },
];

const odd = (value: unknown): Tri => (isOddList(value) ? UNCLEAR : NO);
const oddFlags = (value: unknown): Tri => (areOddFlags(value) ? UNCLEAR : NO);
export const isEmptyList = (value: unknown): boolean => absent(value) || (Array.isArray(value) && value.length === 0);
const areNoFlags = (value: unknown): boolean => isEmptyList(value) || value === "";

const listed = (words: readonly string[], value: string, known: readonly string[]): Tri =>
  or(...words.map((word) => (word === value ? YES : known.includes(word) ? NO : UNCLEAR)));

/** The dimensions whose values can be listed; what is said of each follows from the policy's own condition alone. The flow is last. */
export const SIMPLE: readonly Dimension[] = [
  {
    values: CLIENTS,
    covers: (conditions, client) =>
      or(
        odd(conditions["clientAppTypes"]),
        ...lowers(conditions["clientAppTypes"]).map((word) => {
          if (word === "all" || word === client) return YES;
          if (word === "exchangeactivesync") return tri(client === "eassupported");
          return CLIENTS.includes(word) ? NO : UNCLEAR;
        }),
      ),
  },
  {
    values: PLATFORMS,
    covers: (conditions, platform) => {
      if (absent(conditions["platforms"])) return YES;
      if (!isRaw(conditions["platforms"])) return UNCLEAR;
      const { includePlatforms, excludePlatforms } = conditions["platforms"];
      if (isEmptyList(includePlatforms) && isEmptyList(excludePlatforms)) return YES;
      const named = PLATFORMS.filter((one) => one !== "unknown");
      const holds = (words: unknown) =>
        lowers(words).includes("all") ? YES : or(odd(words), listed(lowers(words), platform, named));
      return and(holds(includePlatforms), not(holds(excludePlatforms)));
    },
  },
  risk("signInRiskLevels"),
  risk("userRiskLevels"),
  {
    values: INSIDER,
    covers: ({ insiderRiskLevels: levels }, level) =>
      areNoFlags(levels) ? YES : or(oddFlags(levels), listed(flags(levels), level, INSIDER)),
  },
  {
    values: FLOWS,
    covers: (conditions, flow) => {
      if (absent(conditions["authenticationFlows"])) return YES;
      if (!isRaw(conditions["authenticationFlows"])) return UNCLEAR;
      const { transferMethods: methods } = conditions["authenticationFlows"];
      const words = flags(methods).filter((word) => word !== "none");
      return areNoFlags(methods) ? YES : or(oddFlags(methods), listed(words, flow, FLOWS));
    },
  },
];

function risk(key: string): Dimension {
  return {
    values: RISKS,
    covers: (conditions, level) => {
      const { [key]: levels } = conditions;
      return isEmptyList(levels) ? YES : or(odd(levels), listed(lowers(levels), level, RISKS));
    },
  };
}

/** A policy about workload identities is about nobody who signs in. */
export function forWorkloads({ clientApplications, servicePrincipalRiskLevels: levels }: Raw): boolean {
  return isRaw(clientApplications) || (Array.isArray(levels) && levels.length > 0);
}
