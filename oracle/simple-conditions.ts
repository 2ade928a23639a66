import { absent, areOddFlags, flags, isOddList, isRaw, lowers, type Raw, raw } from "./raw";

const CLIENTS = ["browser", "mobileappsanddesktopclients", "exchangeactivesync", "eassupported", "other"];
const PLATFORMS = ["windows", "macos", "linux", "ios", "android", "windowsphone", "unknown"];
const RISKS = ["none", "low", "medium", "high", "hidden"];
const INSIDER = ["", "minor", "moderate", "elevated"];
const FLOWS = ["", "devicecodeflow", "authenticationtransfer"];

/** A dimension: the values that a sign-in can have there, and what a policy's condition is if it is understood. */
export interface Dimension {
  readonly key: string;
  readonly values: readonly string[];
  /** Whether the condition has a word that isn't known, or isn't of Graph's shape. Then nothing is known of it. */
  readonly isOdd: (condition: unknown) => boolean;
  readonly covers: (condition: unknown, value: string) => boolean;
}

export const isEmptyList = (value: unknown): boolean => absent(value) || (Array.isArray(value) && value.length === 0);
const areNoFlags = (value: unknown): boolean => isEmptyList(value) || value === "";
const isOddIn =
  (...known: readonly string[]) =>
  (value: unknown): boolean =>
    isOddList(value) || lowers(value).some((word) => !known.includes(word));
const areOddIn =
  (...known: readonly string[]) =>
  (value: unknown): boolean =>
    areOddFlags(value) || flags(value).some((word) => !known.includes(word));
const NAMED = PLATFORMS.filter((one) => one !== "unknown");
const isOddPlatform = isOddIn("all", ...NAMED);
const areOddFlows = areOddIn("none", ...FLOWS);

/** The dimensions whose values can be listed. The flow is last. */
export const SIMPLE: readonly Dimension[] = [
  {
    key: "clientAppTypes",
    values: CLIENTS,
    isOdd: isOddIn("all", ...CLIENTS),
    covers: (types, client) =>
      lowers(types).some(
        (word) => word === "all" || word === client || (word === "exchangeactivesync" && client === "eassupported"),
      ),
  },
  {
    key: "platforms",
    values: PLATFORMS,
    isOdd: (platforms) =>
      !absent(platforms) &&
      !(
        isRaw(platforms) &&
        [platforms["includePlatforms"], platforms["excludePlatforms"]].every((one) => !isOddPlatform(one))
      ),
    covers: (platforms, platform) => {
      const { includePlatforms, excludePlatforms } = raw(platforms);
      if (isEmptyList(includePlatforms) && isEmptyList(excludePlatforms)) return true;
      const holds = (words: unknown) => lowers(words).includes("all") || lowers(words).includes(platform);
      return holds(includePlatforms) && !holds(excludePlatforms);
    },
  },
  risk("signInRiskLevels"),
  risk("userRiskLevels"),
  {
    key: "insiderRiskLevels",
    values: INSIDER,
    isOdd: areOddIn(...INSIDER),
    covers: (levels, level) => areNoFlags(levels) || flags(levels).includes(level),
  },
  {
    key: "authenticationFlows",
    values: FLOWS,
    isOdd: (flows) => !absent(flows) && !(isRaw(flows) && !areOddFlows(flows["transferMethods"])),
    covers: (flows, flow) => {
      const { transferMethods: methods } = raw(flows);
      return areNoFlags(methods) || flags(methods).includes(flow);
    },
  },
];

function risk(key: string): Dimension {
  return {
    key,
    values: RISKS,
    isOdd: isOddIn(...RISKS),
    covers: (levels, level) => isEmptyList(levels) || lowers(levels).includes(level),
  };
}

/** A policy about workload identities is about nobody who signs in. */
export function forWorkloads({ clientApplications, servicePrincipalRiskLevels: levels }: Raw): boolean {
  return isRaw(clientApplications) || (Array.isArray(levels) && levels.length > 0);
}
