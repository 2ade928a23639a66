import type { BundledPackage } from "./bundled-packages";

/** The notices that must be distributed with a bundle: the packages in it, and the full texts of their licences. */
export function thirdPartyNotices(packages: readonly BundledPackage[]): string {
  if (packages.length === 0) return "This package contains no third-party code.\n";
  const list = packages.map(({ name, version, licence }) => `  ${name} ${version}: ${licence}`);
  return [
    `This package contains code of these packages:\n\n${list.join("\n")}\n`,
    ...packages.map(({ name, version, notices }) => `${RULE}\n${name} ${version}\n\n${notices.join("\n\n")}\n`),
  ].join("\n");
}

const RULE = "-".repeat(80);
