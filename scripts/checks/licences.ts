/** A package that the lock file installs. */
export interface Locked {
  readonly version?: string;
  readonly license?: string;
  /** Whether only this project's own checks use it: then nobody is handed it. */
  readonly dev?: boolean;
}

/** Licences that go with this project's own, Apache-2.0, by their SPDX ids: none asks for more than a notice. */
const FITTING: ReadonlySet<string> = new Set([
  ...["0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "PSF-2.0", "Python-2.0"],
  ...["CC0-1.0", "CC-BY-3.0", "CC-BY-4.0"], // data that tools read: lists of licences and of browsers
]);

/** Licences that ask something of whoever hands the package on, which nobody does with what only checks use. */
const FITTING_CHECKS: ReadonlySet<string> = new Set(["MPL-2.0"]);

/** Packages whose package.json doesn't name their licence, and what their LICENSE file says, as somebody has read it. */
const READ_BY_HAND: ReadonlyMap<string, string> = new Map([["@logdna/tail-file", "MIT"]]);

/**
 * Whether a licence fits: of alternatives one, of several together each. One that can't be read doesn't.
 * @param expression an SPDX expression
 * @see SPDX 2.3, annex D: OR binds less than AND
 */
export function fits(expression: string): boolean {
  const inner = /^\(([^()]*)\)$/.exec(expression)?.[1] ?? expression;
  return inner.split(" OR ").some((part) => part.split(" AND ").every((one) => FITTING.has(one.trim())));
}

/** The packages whose licence doesn't fit or isn't said, as lines for people. */
export function misfits(packages: Readonly<Record<string, Locked>>): readonly string[] {
  return Object.entries(packages).flatMap(([path, { version = "", license, dev = false }]) => {
    const name = path.replace(/^.*node_modules\//, "");
    if (name === "") return [];
    const licence = READ_BY_HAND.get(name) ?? license;
    if (licence === undefined) return [`${name} ${version}: its package.json names no licence`];
    return fits(licence) || (dev && FITTING_CHECKS.has(licence)) ? [] : [`${name} ${version}: ${licence}`];
  });
}
