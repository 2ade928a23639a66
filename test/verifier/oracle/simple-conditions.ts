import { absent, flags, lowers, type Raw, raw } from "./raw";
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

const listed = (words: readonly string[], value: string, known: readonly string[]): Tri =>
  or(...words.map((word) => (word === value ? YES : known.includes(word) ? NO : UNCLEAR)));

export const SIMPLE: readonly Dimension[] = [
  {
    values: CLIENTS,
    covers: (conditions, client) =>
      or(
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
      const platforms = raw(conditions["platforms"]);
      const taken = lowers(platforms["includePlatforms"]);
      const left = lowers(platforms["excludePlatforms"]);
      if (taken.length + left.length === 0) return YES;
      const named = PLATFORMS.filter((one) => one !== "unknown");
      const holds = (words: readonly string[]) => (words.includes("all") ? YES : listed(words, platform, named));
      return and(holds(taken), not(holds(left)));
    },
  },
  risk("signInRiskLevels"),
  risk("userRiskLevels"),
  {
    values: INSIDER,
    covers: (conditions, level) =>
      absent(conditions["insiderRiskLevels"]) ? YES : listed(flags(conditions["insiderRiskLevels"]), level, INSIDER),
  },
  {
    values: FLOWS,
    covers: (conditions, flow) => {
      if (absent(conditions["authenticationFlows"])) return YES;
      const words = flags(raw(conditions["authenticationFlows"])["transferMethods"]);
      return listed(
        words.filter((word) => word !== "none"),
        flow,
        FLOWS,
      );
    },
  },
];

function risk(key: string): Dimension {
  return {
    values: RISKS,
    covers: (conditions, level) => {
      const levels = lowers(conditions[key]);
      return levels.length === 0 ? YES : listed(levels, level, RISKS);
    },
  };
}

const KNOWN = [
  "userRiskLevels",
  "signInRiskLevels",
  "insiderRiskLevels",
  "clientAppTypes",
  "servicePrincipalRiskLevels",
  "platforms",
  "locations",
  "devices",
  "clientApplications",
  "authenticationFlows",
  "applications",
  "users",
];

export const isHeardOf = (key: string): boolean => KNOWN.includes(key);

/** Conditions that nobody here has heard of: they may narrow the policy. */
export const unheardOf = (conditions: Raw): Tri =>
  tri(!Object.entries(conditions).some(([key, value]) => !KNOWN.includes(key) && !absent(value))) === YES
    ? YES
    : UNCLEAR;

export const forWorkloads = (conditions: Raw): Tri => tri(!absent(conditions["clientApplications"])) || NO;
