/** A package in the lock file. */
export interface Locked {
  readonly version?: string;
  readonly license?: string;
  /** True if only this project's own checks use it, so it isn't distributed. */
  readonly dev?: boolean;
}

/** Compatible licences by SPDX id. This project's is Apache-2.0, and these ask for no more than a notice. */
const FITTING: ReadonlySet<string> = new Set([
  ...["0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "PSF-2.0", "Python-2.0"],
  ...["CC0-1.0", "CC-BY-3.0", "CC-BY-4.0"], // data for tools: lists of licences and of browsers
]);

/** Licences with conditions on distribution. They are fine for packages that only checks use. */
const FITTING_CHECKS: ReadonlySet<string> = new Set(["MPL-2.0"]);

/** The licences of packages whose package.json doesn't name one. A person read them in the package's LICENSE file. */
const READ_BY_HAND: ReadonlyMap<string, string> = new Map([["@logdna/tail-file", "MIT"]]);

/**
 * Whether a licence is compatible. Of alternatives one is enough; of a combination all must be. An unreadable expression isn't
 * compatible.
 * @param expression an SPDX expression
 * @see SPDX 2.3, annex D: OR binds less than AND
 */
export function fits(expression: string): boolean {
  const inner = /^\(([^()]*)\)$/.exec(expression)?.[1] ?? expression;
  return inner.split(" OR ").some((part) => part.split(" AND ").every((one) => FITTING.has(one.trim())));
}

/** The packages whose licence isn't compatible or isn't known, one line each. */
export function misfits(packages: Readonly<Record<string, Locked>>): readonly string[] {
  return Object.entries(packages).flatMap(([path, { version = "", license, dev = false }]) => {
    const name = path.replace(/^.*node_modules\//, "");
    if (name === "") return [];
    const licence = READ_BY_HAND.get(name) ?? license;
    if (licence === undefined) return [`${name} ${version}: its package.json names no licence`];
    return fits(licence) || (dev && FITTING_CHECKS.has(licence)) ? [] : [`${name} ${version}: ${licence}`];
  });
}
