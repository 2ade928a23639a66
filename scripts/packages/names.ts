/** What the two packages are called under a scope of their owner's. */
export interface Names {
  readonly pack: string;
  readonly cli: string;
}

/** As npm takes scopes: letters that a URL takes as they are, in lower case. */
const SCOPE = /^@[a-z0-9][a-z0-9._~-]*$/;

/**
 * The names of the packages. A name without a scope belongs to whoever registers it first, and a pack runs in everybody's
 * pipeline; a scope belongs to its owner alone.
 * @param scope with or without the `@`
 * @throws Error that says what to do, where there is no scope or it is none
 */
export function namesUnder(scope: string | undefined): Names {
  if (scope === undefined || scope === "") throw new Error(NO_SCOPE);
  const written = scope.startsWith("@") ? scope : `@${scope}`;
  if (!SCOPE.test(written)) throw new Error(`\`${scope}\` is no scope such as @contoso (lower case, no slash)`);
  return { pack: `${written}/azure-management-mfa-policies`, cli: `${written}/azmfa` };
}

const NO_SCOPE = `name your organisation's npm scope: npm run build -- --scope @contoso
  why: a name without a scope belongs to whoever registers it first, and a pack runs in everybody's pipeline
  once and for all: npm config set scope @contoso --location project`;

/** A version as npm takes it. @throws Error where it is none */
export function insistOnVersion(version: string): void {
  if (!/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/.test(version))
    throw new Error(`\`${version}\` is no version such as 1.2.3`);
}

/** What npm calls the archive of a package: `contoso-azmfa-1.2.3.tgz`. */
export const archiveOf = (name: string, version: string): string =>
  `${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
