import type { BundledPackage } from "./bundled-packages";

/** What must be handed on with packages that are inside a bundle: whose they are, and their licences word by word. */
export function thirdPartyNotices(packages: readonly BundledPackage[]): string {
  if (packages.length === 0) return "Nothing of anybody else's is in this package.\n";
  const list = packages.map(({ name, version, licence }) => `  ${name} ${version}: ${licence}`);
  return [
    `The code in this package has these packages in it:\n\n${list.join("\n")}\n`,
    ...packages.map(({ name, version, notices }) => `${RULE}\n${name} ${version}\n\n${notices.join("\n\n")}\n`),
  ].join("\n");
}

const RULE = "-".repeat(80);
